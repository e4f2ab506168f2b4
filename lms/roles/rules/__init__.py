"""Giving, extending and ending access; telling of what ends soon."""
