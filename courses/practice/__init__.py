"""Observed practice: a checklist that an observer signs on the spot becomes evidence."""
