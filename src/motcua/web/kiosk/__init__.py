"""The machine in the hall: guidance, filing, tickets, rating; keeps nothing of who stood before it (R-027)."""
