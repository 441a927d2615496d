"""Paper: what the official slips say, and how they look as PDF and as a page."""
