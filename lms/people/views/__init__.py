"""Pages about people."""

from lms.people.views.people import people

__all__ = ["people"]
