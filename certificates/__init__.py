"""Certificates: awarded, numbered, drawn once, frozen, and verified by anybody."""
