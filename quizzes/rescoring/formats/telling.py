"""What somebody is told whose attempt was judged again. Vietnamese, whatever language the trainer has
chosen."""

import enum
from typing import NamedTuple, Self

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.web.filters import percent
from quizzes.models import Rescoring

LANGUAGE = "vi"


class Outcome(enum.StrEnum):
    """What follows for somebody from a corrected key."""

    SAME = "same"
    PASSES = "passes"
    KEEPS = "keeps"
    LOSES = "loses"

    @classmethod
    def of(cls, passes: bool, fails: bool, *, keeps: bool) -> Self:
        """From whether she passes who did not, or passed and does not by the corrected key."""
        if passes:
            return cls(cls.PASSES)
        if fails:
            return cls(cls.KEEPS if keeps else cls.LOSES)
        return cls(cls.SAME)


class Told(NamedTuple):
    """A message to her."""

    subject: str
    text: str


def judged_again(title: str, row: Rescoring, before: int, after: int, outcome: Outcome) -> Told:
    """That her attempt was judged by the corrected key, why, and what follows; scores in hundredths of a
    percent."""
    with force_locale(LANGUAGE):
        lines = [
            _("The answer key of “%(title)s” was corrected: %(reason)s", title=title, reason=row.reason),
            _(
                "Your score was %(before)s and is now %(after)s.",
                before=percent(before / 100),
                after=percent(after / 100),
            ),
        ]
        follows = {
            Outcome.PASSES: _("With it you have passed; this counts from the day on which you did it."),
            Outcome.KEEPS: _("What you had passed stays passed."),
            Outcome.LOSES: _(
                "With it the test is not passed. Please do it again; your trainer can tell you why."
            ),
        }
        if outcome in follows:
            lines.append(follows[outcome])
        return Told(_("Your answers to “%(title)s” were judged again", title=title), "\n".join(lines))
