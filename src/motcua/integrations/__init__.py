"""Adapters to what lies outside: one folder each, behind a port of an area below."""
