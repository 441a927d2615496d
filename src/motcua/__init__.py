"""Một Cửa: the one-stop shop for Vietnamese administrative procedures."""

VERSION = "0.1.0"  # the same as in pyproject.toml
