"""Decisions and writes about courses, a file per activity."""
