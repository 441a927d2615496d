"""Power: who may sign what on a day."""
