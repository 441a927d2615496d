"""National databases: what they hold is looked up there, not asked of the person."""
