"""What who asked is told: that there is an answer, or that her words were erased. Vietnamese, whatever
language the trainer has chosen."""

from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _

from courses.models import Step
from courses.questions.models import Question, RedactedFor
from courses.questions.queries import State
from lms.base.messages import Message, message
from lms.web.i18n import said

LANGUAGE = "vi"

REASONS: dict[RedactedFor, Message] = {
    RedactedFor.NAMES_SOMEBODY: message("It names a real child, family or other person"),
    RedactedFor.TELLS_WHERE: message("It tells an address, a phone number or a day of birth"),
    RedactedFor.UNFIT: message("It is no question about learning"),
}
"""What each reason for erasing words is called."""


STATES: dict[State, Message] = {
    State.WAITING: message("Waits for an answer"),
    State.ANSWERED: message("Answered"),
    State.FAQ: message("In the FAQ"),
    State.ERASED: message("Words erased"),
}
"""What each state of a question is called."""


class Told(NamedTuple):
    """A message to her."""

    subject: str
    text: str


def place_name(step: Step, scene: int | None, language: str) -> str:
    """What was asked about, e.g. ``Bài 3. Ngôi nhà an toàn`` or an exercise and its scene, in a language."""
    title = step.text(language).title
    if step.lesson is not None:
        title = _("Lesson %(number)d. %(title)s", number=step.lesson, title=title)
    return _("%(title)s, scene %(number)d", title=title, number=scene) if scene else title


def answered(question: Question) -> Told:
    """That a trainer has answered; the answer itself stands beside the question."""
    with force_locale(LANGUAGE):
        place = place_name(question.step, question.scene, LANGUAGE)
        return Told(
            _("A trainer has answered your question"),
            _(
                "Your question about “%(place)s” has an answer. Open “Questions I asked” to read it.",
                place=place,
            ),
        )


def redacted(question: Question, reason: RedactedFor) -> Told:
    """That her words were erased, why, and that she may ask again."""
    with force_locale(LANGUAGE):
        place = place_name(question.step, question.scene, LANGUAGE)
        lines = [
            _("The words of your question about “%(place)s” were erased.", place=place),
            _("Why: %(reason)s.", reason=said(REASONS[reason])),
            _(
                "You may ask again, without names, addresses and phone numbers."
                " If a child is in danger, call 111."
            ),
        ]
        return Told(_("The words of a question were erased"), "\n".join(lines))
