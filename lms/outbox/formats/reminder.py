"""The words of a reminder: Vietnamese, plain, to be read on a screen, read aloud or copied into a chat."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.base.matters import Matter
from lms.web.i18n import said

LANGUAGE = "vi"


class Words(NamedTuple):
    """Subject and text of a message."""

    subject: str
    text: str


def words_of(name: str, matters: Sequence[Matter]) -> Words:
    """One message about all the matters of a person."""
    with force_locale(LANGUAGE):
        lines = [said(matter.sentence) for matter in matters]
        if len(lines) > 1:
            lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
        text = [
            _("Dear %(name)s,", name=name),
            *lines,
            _("Open Lớp 520 to go on. Who needs help may ask the population officer of the commune."),
        ]
        return Words(_("Reminder about your learning"), "\n".join(text))
