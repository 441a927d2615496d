"""Promise: same-day programmes as data."""
