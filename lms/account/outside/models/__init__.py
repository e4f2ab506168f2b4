"""The tables of this part."""

from lms.account.outside.models.outside_link import OutsideLink

__all__ = ["OutsideLink"]
