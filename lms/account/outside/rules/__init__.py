"""Asking another house who somebody is, and what follows."""
