"""Notices of a Zalo official account by registered templates (ZNS)."""
