"""The shape of what devices and forms send: read strictly, refused in a sentence, nothing written."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import gettext, lazy_gettext
from wtforms import (
    DateField,
)
from wtforms.validators import InputRequired, ValidationError

from lms.base import clock
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.standards.models import Mode
from lms.web.forms import CleanStringField, Form
from quizzes.exercise.answers import MAX_ANSWER, NONE, Answer, kept
from quizzes.exercise.filling import answer_in
from quizzes.exercise.grammar import MAX_FIELDS
from quizzes.exercise.graph import Exercise
from quizzes.exercise.playing import MAX_STEPS
from quizzes.rules.receiving import Sent

LANGUAGES = ("vi", "en")
MOST_OF_A_DEVICE_NAME = 80
MOST_LETTERS = 1000  # of a line from paper, with the words of a form
_BIGGEST = 2**31 - 1


class CodeForm(Form):
    """A code that somebody reads out or off a paper, to be looked for."""

    class Meta(Form.Meta):
        """A search changes nothing and needs no token."""

        csrf = False


AS_IT_IS = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class FindReceiptForm(CodeForm):
    """A receipt that somebody reads out."""

    code = CleanStringField(lazy_gettext("Receipt"), render_kw={**AS_IT_IS, "maxlength": 40})


class SheetCodeForm(CodeForm):
    """The code that stands on the paper of an exercise."""

    code = CleanStringField(lazy_gettext("Code on the paper"), render_kw={**AS_IT_IS, "maxlength": 20})


class PaperLinesForm(Form):
    """On which day people wrote what is entered now; their lines stand beside their names."""

    on = DateField(lazy_gettext("Done on"), [InputRequired(lazy_gettext("Give the day."))])

    def validate_on(self, field: DateField) -> None:
        """No day that has not come yet."""
        if field.data > clock.today():
            raise ValidationError(gettext("This day has not come yet."))


class Malformed(Refusal):
    """What was sent is not an attempt."""


def read_attempt(sent: Any) -> tuple[Sent, int | None]:
    """The attempt that a device sent as JSON, and for whom it says it was made (None where it does not).

    :class:`Malformed` names the first field that is wrong.
    """
    if not isinstance(sent, dict):
        raise Malformed(message("An attempt is a JSON object."))
    attempt = Sent(
        id=_id(sent, "id"),
        step_id=_number(sent, "step"),
        form_id=None if sent.get("form") is None else _id(sent, "form"),
        language=_one_of(sent, "language", LANGUAGES),
        mode=Mode(_one_of(sent, "mode", [mode.value for mode in Mode])),
        device=clean(_text(sent, "device"))[:MOST_OF_A_DEVICE_NAME],
        started_at=_moment(sent, "started_at"),
        finished_at=_moment(sent, "finished_at"),
        path=_path(sent),
    )
    return attempt, None if sent.get("who") is None else _number(sent, "who")


class TypedLine(NamedTuple):
    """A line from paper as a phone sends it."""

    who: int
    """Whose line it is."""
    text: str
    on: date
    """The day on which she wrote it, as it was typed."""


def read_line(sent: Any) -> TypedLine:
    """The line that a phone took from a paper. :class:`Malformed` names the first field that is wrong."""
    if not isinstance(sent, dict):
        raise Malformed(message("What the phone sent cannot be read."))
    _id(sent, "id")
    return TypedLine(_number(sent, "who"), _text(sent, "text")[:MOST_LETTERS], _day(sent, "on"))


def read_answers(
    exercise: Exercise, given: Mapping[str, str], order: list[int]
) -> list[tuple[int, Answer]] | None:
    """The path through a form's questions from their fields; None while one is not answered."""
    path = []
    for scene in order:
        answer = answer_in(exercise, scene, given)
        if answer is None:
            return None
        path.append((scene, answer))
    return path


def _wrong(field: str) -> Malformed:
    return Malformed(message("The field “%(field)s” is missing or wrong.", field=field))


def _text(sent: dict[str, Any], field: str) -> str:
    if not isinstance(sent.get(field), str):
        raise _wrong(field)
    return str(sent[field])


def _id(sent: dict[str, Any], field: str) -> str:
    try:
        return str(uuid.UUID(_text(sent, field)))
    except ValueError as error:
        raise _wrong(field) from error


def _number(sent: dict[str, Any], field: str) -> int:
    value = sent.get(field)
    if not _is_number(value):
        raise _wrong(field)
    return int(value)  # type: ignore[arg-type]


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _BIGGEST


def _one_of(sent: dict[str, Any], field: str, words: Any) -> str:
    word = _text(sent, field)
    if word not in words:
        raise _wrong(field)
    return word


def _moment(sent: dict[str, Any], field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(sent, field))
    except ValueError as error:
        raise _wrong(field) from error
    if moment.tzinfo is None or not 1970 <= moment.year <= 2200:
        raise _wrong(field)
    return moment


def _day(sent: dict[str, Any], field: str) -> date:
    try:
        day = date.fromisoformat(_text(sent, field))
    except ValueError as error:
        raise _wrong(field) from error
    if not 1970 <= day.year <= 2200:
        raise _wrong(field)
    return day


def _path(sent: dict[str, Any]) -> list[tuple[int, Answer]]:
    path = sent.get("path")
    if not isinstance(path, list) or len(path) > MAX_STEPS:
        raise _wrong("path")
    for step in path:
        if not (isinstance(step, list) and len(step) == 2 and _is_number(step[0]) and _is_answer(step[1])):
            raise _wrong("path")
    return [(scene, kept(answer)) for scene, answer in path]


def _is_answer(value: Any) -> bool:
    """Whether it has the shape of an answer to some kind of question."""
    if isinstance(value, list):
        return len(value) <= MAX_FIELDS and (
            all(isinstance(each, str) and len(each) <= MAX_ANSWER for each in value)
            or all(each == NONE or _is_number(each) for each in value)
        )
    return len(value) <= MAX_ANSWER if isinstance(value, str) else _is_number(value)
