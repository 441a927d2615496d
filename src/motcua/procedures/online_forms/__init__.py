"""Forms as data: what a person is asked online for a procedure, version by version."""
