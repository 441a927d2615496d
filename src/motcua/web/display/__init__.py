"""Public screens in the hall."""
