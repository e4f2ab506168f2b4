"""Backing up, restoring, upgrading and moving: a file per activity."""
