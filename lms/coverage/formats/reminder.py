"""The words in which people are reminded. They are Vietnamese, whatever language their sender has chosen."""

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.people.models import Person
from lms.standards.models import Requirement
from lms.standards.rules.explaining import Standing
from lms.web.filters import named, phone
from lms.web.i18n import said

LANGUAGE = "vi"


def subject_of(requirement: Requirement) -> str:
    """What the message is about."""
    with force_locale(LANGUAGE):
        return str(_("Still to be done: %(requirement)s", requirement=named(requirement)))[:200]


def group_text(requirement: Requirement, sender: Person, address: str) -> str:
    """A text for everybody on the list, to be copied into a group or sent; names nobody but its sender."""
    with force_locale(LANGUAGE):
        lines = [
            _("Dear colleagues,"),
            _("Still to be done: %(requirement)s", requirement=named(requirement)) + ".",
            _(
                "Please open Lớp 520 at %(address)s, sign in and do what stands first on the start page.",
                address=address,
            ),
            _("Who needs help may call %(name)s.", name=_caller(sender)),
        ]
    return "\n".join(lines)


def own_words(person: Person, standing: Standing | None) -> str:
    """What concerns one person: the sentence that she reads herself, and the next step."""
    with force_locale(LANGUAGE):
        return str(_("For %(name)s: %(sentence)s", name=person.full_name, sentence=why(standing)))


def why(standing: Standing | None) -> str:
    """Why not yet, and what next, in one line."""
    if standing is None:
        return ""
    parts = [said(standing.sentence)]
    if standing.next_step:
        parts.append(said(standing.next_step))
    return " ".join(parts)


def _caller(sender: Person) -> str:
    return f"{sender.full_name}, {phone(sender.phone)}" if sender.phone else sender.full_name
