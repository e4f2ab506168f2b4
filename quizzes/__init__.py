"""Scenario exercises and questions: written, checked, played, scored; attempts that arrive exactly once."""
