"""Seeing inside: what runs by the clock, what left for people, who did what, and what machines may ask."""
