"""What the parts of this app declare."""

from flask import current_app

from lms.base.personal import PersonalData
from lms.privacy.queries import PersonalMap


def declared() -> list[PersonalData]:
    """What all parts keep about people, in the order of the parts."""
    return [each for feature in current_app.extensions["features"] for each in feature.personal]


def personal_map() -> PersonalMap:
    """The same, to find rows by."""
    return PersonalMap(declared())
