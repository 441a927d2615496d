"""Một Cửa: the one-stop shop for Vietnamese administrative procedures."""
