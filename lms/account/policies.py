"""Who must prove twice who she is, by a password and by something that she has; and how long that holds."""

from datetime import date, timedelta
from typing import NamedTuple

from lms.people.models import AccessRole, Person

SENSITIVE = (AccessRole.ADMINISTRATOR, AccessRole.HEAD)
"""Those who open the records of a whole department, or the product itself."""

_staff_must = False


class Limits(NamedTuple):
    """How long those of :data:`SENSITIVE` roles stay signed in."""

    lasts: timedelta
    """From signing in, however much they do."""
    idle: timedelta
    """From the last thing they did."""


_limits = Limits(timedelta(days=14), timedelta(hours=12))


def limit_staff(lasts: timedelta, idle: timedelta) -> None:
    """How long those of :data:`SENSITIVE` roles stay signed in from now on."""
    global _limits
    _limits = Limits(lasts, idle)


def limits() -> Limits:
    """How long those of :data:`SENSITIVE` roles stay signed in."""
    return _limits


def is_sensitive(person: Person, day: date) -> bool:
    """Whether this person opens the records of a whole department, or the product itself."""
    return any(each.access_role in SENSITIVE for each in person.grants_on(day))


def require_second_factor(of_staff: bool) -> None:
    """Whether :data:`SENSITIVE` roles must have a second factor from now on."""
    global _staff_must
    _staff_must = of_staff


def staff_must() -> bool:
    """Whether :data:`SENSITIVE` roles must have a second factor."""
    return _staff_must


def must_prove_twice(person: Person, day: date) -> bool:
    """Whether this person may do nothing without a second factor."""
    return _staff_must and is_sensitive(person, day)
