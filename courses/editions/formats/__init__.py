"""Editions in words."""
