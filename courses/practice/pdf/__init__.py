"""Observed practice on paper."""
