"""A time-stamp authority reached by HTTP (RFC 3161)."""
