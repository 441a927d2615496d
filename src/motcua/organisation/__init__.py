"""Who: agencies through time, one-stop units, counters, people, posts."""
