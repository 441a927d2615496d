"""Filing online: drafts, what they hold, what they become."""
