"""Courses, their editions and bundles, and how far each person is."""
