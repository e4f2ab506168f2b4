"""Upkeep: backups, restoring them, upgrades, and moving to another database."""
