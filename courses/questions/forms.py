"""The shape of a question as phones send it, and of what trainers fill in."""

import uuid
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from courses.questions.formats.telling import REASONS
from courses.questions.rules.answering import MOST_CHARACTERS, MOST_OF_A_WORDING
from courses.questions.rules.asking import MOST_SCENES, Asked
from lms.base.messages import Refusal, message
from lms.web.asking import row_key
from lms.web.forms import Form
from lms.web.i18n import said


class Malformed(Refusal):
    """What was sent is no question."""


class AnswerForm(Form):
    """An answer, and the question in the words in which everybody may read it."""

    answer = TextAreaField(
        lazy_gettext("Answer"), [InputRequired()], render_kw={"rows": 8, "maxlength": MOST_CHARACTERS}
    )
    in_faq = BooleanField(lazy_gettext("Show question and answer to everybody who learns this"))
    wording = TextAreaField(
        lazy_gettext("The question as everybody reads it"),
        render_kw={"rows": 3, "maxlength": MOST_OF_A_WORDING},
    )


class RedactForm(Form):
    """Why the words of a question are erased."""

    reason = RadioField(lazy_gettext("Why"), [InputRequired()])

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.reason.choices = [SelectChoice(each.value, said(words)) for each, words in REASONS.items()]


def read_question(sent: Any) -> tuple[Asked, int | None]:
    """The question that a phone sent, and for whom it was kept there, where it says so.

    Raises :class:`Malformed`.
    """
    try:
        asked = Asked(
            id=str(uuid.UUID(sent["id"])),
            step_id=row_key(sent["step"]),
            scene=scene_of(sent.get("scene")),
            text=_words(sent["text"]),
            asked_at=_moment(sent["asked_at"]),
        )
        who = sent.get("who")
        return asked, None if who is None else row_key(who)
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError) as error:
        raise Malformed(message("What the phone sent cannot be read.")) from error


def scene_of(number: Any) -> int | None:
    """The number of a scene; None where there is none. Raises ValueError for what is no such number."""
    if number in (None, ""):
        return None
    scene = int(number)
    if not 0 < scene <= MOST_SCENES:
        raise ValueError("no scene")
    return scene


def _words(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError("no text")
    return text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC)
