"""When: working days, hours, make-up days."""
