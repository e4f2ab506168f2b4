"""What somebody reads when her access was given, extended or ended. Vietnamese, whatever language whoever did
it has chosen."""

from datetime import timedelta
from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.people.models import Grant
from lms.places.rules.naming import full_name
from lms.roles.formats.wording import role_words

LANGUAGE = "vi"


class Told(NamedTuple):
    """A message to her."""

    subject: str
    text: str


def given(granted: Grant) -> Told:
    """From when on she has which access."""
    with force_locale(LANGUAGE):
        text = _(
            "From %(day)s you have access as “%(role)s” over %(unit)s. "
            "If you do not know why, tell the administrator.",
            day=f"{granted.valid_from:%d/%m/%Y}",
            role=role_words(granted.access_role),
            unit=full_name(granted.unit),
        )
        return Told(_("You were given access for your work"), text)


def changed(granted: Grant) -> Told:
    """Until when she has it from now on."""
    with force_locale(LANGUAGE):
        around = {"role": role_words(granted.access_role), "unit": full_name(granted.unit)}
        if granted.valid_until is None:
            text = _("Your access as “%(role)s” over %(unit)s has no end any more.", **around)
        else:
            last = f"{granted.valid_until - timedelta(days=1):%d/%m/%Y}"
            text = _("Your access as “%(role)s” over %(unit)s ends after %(day)s.", day=last, **around)
        ask = _("If you do not know why, ask who changed it or the administrator.")
        return Told(_("Your access for your work was changed"), f"{text} {ask}")


def taken(granted: Grant) -> Told:
    """That access will not begin, or has ended with this day."""
    with force_locale(LANGUAGE):
        text = _(
            "Your access as “%(role)s” over %(unit)s was taken away at once. "
            "If you do not know why, ask who changed it or the administrator.",
            role=role_words(granted.access_role),
            unit=full_name(granted.unit),
        )
        return Told(_("Your access for your work has ended"), text)
