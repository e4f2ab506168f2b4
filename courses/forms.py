"""The shape of what trainers and phones send."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from lms.base import clock
from lms.base.markdown import MAX_CHARACTERS
from lms.base.messages import Refusal, message
from lms.standards.models import Mode
from lms.web.asking import BIGGEST_KEY
from lms.web.forms import Form

KEPT_AT_MOST = timedelta(days=400)  # as long as a phone stays enrolled: what is older it did not keep


class LessonForm(Form):
    """The text of a lesson in one language."""

    text = TextAreaField(
        lazy_gettext("Text of the lesson"),
        [InputRequired()],
        render_kw={"maxlength": MAX_CHARACTERS, "spellcheck": "false", "rows": 24},
    )
    language = HiddenField()
    revision = IntegerField(validators=[Optional()], widget=HiddenInput())


class ReadOnPaperForm(Form):
    """On which day people read what is entered now; their lessons are ticked beside their names."""

    on = DateField(lazy_gettext("Read on"), [InputRequired(lazy_gettext("Give the day."))])

    def validate_on(self, field: DateField) -> None:
        """No day that has not come, and none that a phone would not be believed."""
        if field.data > clock.today():
            raise ValidationError(gettext("This day has not come yet."))
        if field.data < clock.today() - KEPT_AT_MOST:
            raise ValidationError(gettext("This day is too long ago."))


class Malformed(Refusal):
    """What was sent is no mark of a page that was read."""


@dataclass(frozen=True)
class Mark:
    """That a page was read, as a phone says it; what it does not say is as without script."""

    id: str | None
    """The id that the phone gave it, a UUID."""
    who: int | None
    """The person who read; None for who asks."""
    on: date
    mode: Mode


def read_mark(sent: Any, today: date) -> Mark:
    """What the phone says, field by field where it can be; :class:`Malformed` for a ``who`` that is none."""
    sent = sent if isinstance(sent, dict) else {}
    who, mode = sent.get("who"), sent.get("mode")
    if who is not None and not (type(who) is int and 0 <= who <= BIGGEST_KEY):
        raise Malformed(message("The field “%(field)s” is missing or wrong.", field="who"))
    return Mark(
        id=_uuid(sent.get("id")),
        who=who,
        on=_day(sent.get("on"), today),
        mode=Mode(mode) if isinstance(mode, str) and mode in set(Mode) else Mode.SELF,
    )


def _uuid(text: Any) -> str | None:
    try:
        return str(uuid.UUID(text))
    except (AttributeError, TypeError, ValueError):
        return None


def _day(text: Any, today: date) -> date:
    """The day that the phone kept, where it can be true; today otherwise."""
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        return today
    return day if today - KEPT_AT_MOST <= day <= today else today
