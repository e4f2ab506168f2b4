"""Deciding and writing of support visits."""
