"""Decisions and writes about certificates, a file per activity."""
