"""Decisions and writes about exercises, a file per activity."""
