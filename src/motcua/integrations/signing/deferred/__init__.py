"""A token on the leader's own machine: the server prepares, a local program signs the hash, the server completes."""
