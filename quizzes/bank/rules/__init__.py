"""Decisions and writes of the bank."""
