"""Decisions and writes of courses made here."""
