"""Decisions of the start pages; no Flask."""
