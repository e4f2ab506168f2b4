"""What people are told about proposals and editions, in Vietnamese, whatever the sender reads."""

from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.base.messages import Message
from lms.web.i18n import said

LANGUAGE = "vi"


class Told(NamedTuple):
    """A message to somebody."""

    subject: str
    text: str


def waits_for_a_look(course: str) -> Told:
    """To whoever can look at it: something waits for a second look."""
    with force_locale(LANGUAGE):
        return Told(
            _("A new edition waits for a second look"),
            _(
                "A colleague asks for the course “%(course)s” to be published. Please look at what changes,"
                " then approve it or send it back.",
                course=course,
            ),
        )


def published(course: str, number: int) -> Told:
    """To who asked: it is published."""
    with force_locale(LANGUAGE):
        return Told(
            _("What you proposed is published"),
            _("The course “%(course)s” has a new edition: number %(number)d.", course=course, number=number),
        )


def approved(course: str, moment: str) -> Told:
    """To who asked: it is approved and published at its time."""
    with force_locale(LANGUAGE):
        return Told(
            _("What you proposed is approved"),
            _("The course “%(course)s” will be published at %(moment)s.", course=course, moment=moment),
        )


def sent_back(course: str, sentence: str) -> Told:
    """To who asked: it came back, and why."""
    with force_locale(LANGUAGE):
        return Told(
            _("What you proposed was sent back"),
            _(
                "The course “%(course)s” was not published yet: %(sentence)s",
                course=course,
                sentence=sentence,
            ),
        )


def void(course: str, problem: Message) -> Told:
    """To who asked: it could not be published any more, and why; what she wrote is kept."""
    with force_locale(LANGUAGE):
        return Told(
            _("What you proposed could not be published"),
            _(
                "The course “%(course)s” was not published: %(problem)s What you wrote is kept; look at it"
                " and ask again.",
                course=course,
                problem=said(problem),
            ),
        )


def withdrawn(course: str, reason: str, newer: bool) -> Told:
    """To whoever is in the middle of an edition that is withdrawn: why, and what she does next."""
    with force_locale(LANGUAGE):
        first = _(
            "The edition of the course “%(course)s” that you are learning was withdrawn.", course=course
        )
        why = _("Why: %(reason)s", reason=reason)
        kept = _("What you have done is kept, also what is still on your phone.")
        after = (
            _("A newer edition is there: open the course and choose “Go on in the newer edition”.")
            if newer
            else _("If you want to know how to go on, ask a trainer on the page of the course.")
        )
        return Told(_("A course that you are learning was withdrawn"), "\n".join([first, why, kept, after]))


def offered_again(course: str) -> Told:
    """To the same people: it is offered again."""
    with force_locale(LANGUAGE):
        return Told(
            _("A course that you are learning is offered again"),
            _("You can go on learning the course “%(course)s” where you were.", course=course),
        )
