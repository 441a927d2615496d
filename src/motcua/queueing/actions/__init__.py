"""What changes in the hall: issuing, calling, serving, opening counters, and what is decided for a desk."""
