"""Decisions and writes, a file per activity; no Flask."""
