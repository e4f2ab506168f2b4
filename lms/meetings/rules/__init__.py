"""Deciding and writing of monthly meetings."""
