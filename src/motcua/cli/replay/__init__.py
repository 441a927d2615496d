"""A month of a city played again in an office of its own, through the acts of the desks."""
