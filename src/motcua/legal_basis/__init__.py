"""Why: legal documents and the rule sets in force by date."""
