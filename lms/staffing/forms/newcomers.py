"""What is asked where somebody new takes up a post: who she is, which post, from when."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from lms.base import clock
from lms.base.cells import day_of
from lms.base.messages import Refusal
from lms.people.formats.wording import REASONS
from lms.people.forms.postings import A_YEAR, DAYS, OTHER_POST, EndPostingForm, PostForm, within
from lms.people.models import EndReason, Level, Person, Role
from lms.people.rules.joining import (
    NAME_AT_MOST,
    BadPerson,
    NewPerson,
    checked_birth_date,
    checked_birth_year,
    checked_name,
)
from lms.people.rules.phoning import BadPhone, normal_phone
from lms.people.rules.posting import BadTime, NoPlace, PostTaken
from lms.people.rules.taking_up import AlreadyServes
from lms.places.models import Unit
from lms.staffing.queries.newcomers import Namesakes
from lms.web.filters import day as written_day
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

SOMEBODY_ELSE = "0"
BORN_AT_MOST = 10
FIELDS: dict[type[Refusal], str] = {
    AlreadyServes: "full_name",
    BadPerson: "full_name",
    BadPhone: "phone",
    BadTime: "since",
    NoPlace: "hamlet",
    PostTaken: "post",
}
"""At which field a refusal of the rules is told."""


class WhoForm(Form):
    """Who takes up a post: her name, and as much more as is known. Where somebody on record may be she, which
    of them."""

    full_name = CleanStringField(
        _l("Full name"), [InputRequired(_l("Give the full name.")), Length(max=NAME_AT_MOST)]
    )
    born = CleanStringField(_l("Birth year or birth date"), [Optional(), Length(max=BORN_AT_MOST)])
    phone = CleanStringField(_l("Phone"), [Optional()])
    since = DateField(_l("Serves from"), [InputRequired(_l("Give the day.")), within(A_YEAR)], format=DAYS)
    among = HiddenField()
    same = RadioField(_l("Is it somebody who is on record already?"), choices=[], validate_choice=False)

    asks: Namesakes | None = None
    """Who must be told apart before anything is written."""
    on_record: Person | None = None
    """Which of those on record she is; None for somebody new."""

    def __init__(self, **values: Any) -> None:
        super().__init__(data={"since": clock.today(), **values})
        self.today = clock.today()
        self.full_name.render_kw = {"autocomplete": "off", "autocapitalize": "words"}
        self.born.render_kw = {"autocomplete": "off", "placeholder": "1970"}
        self.phone.render_kw = {"autocomplete": "off", "type": "tel"}

    def validate_full_name(self, field: CleanStringField) -> None:
        """A name as people bear it."""
        if any(each.isdigit() for each in field.data):
            raise ValidationError(gettext("A name is written without digits."))
        _told(checked_name, field.data)

    def validate_born(self, field: CleanStringField) -> None:
        """A year or a day on which somebody was born who works."""
        _told(_born, field.data)

    def validate_phone(self, field: CleanStringField) -> None:
        """A number that can be called."""
        _told(normal_phone, field.data)

    @property
    def new(self) -> NewPerson:
        """The newcomer as she was described; only of a form that is valid."""
        birth_date, birth_year = _born(self.born.data or "")
        name = checked_name(self.full_name.data)
        return NewPerson(name, birth_date, normal_phone(self.phone.data or ""), birth_year=birth_year)

    def is_told_apart(self, found: Namesakes) -> bool:
        """Whether it is known which of those found she is, or that she is nobody of them; asks it else. An
        answer counts for the very people whom it was given about."""
        shown = " ".join([*(str(each.id) for each in found.known), f"+{found.elsewhere}"])
        people = {str(each.id): each for each in found.known}
        if not (found.known or found.elsewhere):
            return True
        if self.among.data == shown and self.same.data in {*people, SOMEBODY_ELSE}:
            self.on_record = people.get(self.same.data)
            return True
        self.asks, self.among.data, self.same.data = found, shown, None
        self.same.choices = [(key, each.full_name) for key, each in people.items()]
        self.same.choices.append((SOMEBODY_ELSE, gettext("Nobody of them: she is new")))
        return False

    def refuse(self, refusal: Refusal) -> None:
        """Tell a refusal of the rules at the field that it is about, else above the form."""
        name = next((name for kind, name in FIELDS.items() if isinstance(refusal, kind)), "")
        told = said(refusal.message)
        if name in self:
            self[name].errors = [*self[name].errors, told]
        else:
            self.form_errors.append(told)


class NewcomerForm(WhoForm, PostForm):
    """A newcomer, and the post that she gets in a unit."""

    post = RadioField(_l("Post"), [InputRequired(_l("Choose a post."))], validate_choice=False)

    role = SelectField(_l("Staff kind"), [Optional()])

    free_since: dict[str, date]
    """By vacant post, since when nobody holds it."""

    def offer_posts(
        self, unit: Unit, vacant: Sequence[Any], roles: Sequence[Role], usual: int | None
    ) -> None:
        """Offer the vacant posts, each with whom the newcomer follows, and the roles in which people serve
        the unit; ``usual`` is the post that is chosen already."""
        self.unit.data = unit.code
        self.free_since = {str(row.post_id): row.since for row in vacant}
        self.post.choices = [(str(row.post_id), _vacancy(row)) for row in vacant]
        self.post.choices.append((OTHER_POST, gettext("Another post, described below")))
        if self.post.data is None:
            alone = next(iter(self.free_since)) if len(self.free_since) == 1 else None
            nothing_vacant = None if self.free_since else OTHER_POST
            self.post.data = str(usual) if str(usual) in self.free_since else alone or nothing_vacant
        self.role.choices = [(str(role.id), named(role.staff_kind)) for role in roles]
        in_hamlets = [str(role.id) for role in roles if role.level is Level.HAMLET]
        self.role.data = self.role.data or next(iter([*in_hamlets, *(str(role.id) for role in roles)]), None)
        self.hamlet.render_kw = {"list": "hamlets", "autocomplete": "off"}

    @property
    def is_other(self) -> bool:
        """Whether the post is none of the vacant ones."""
        return bool(self.post.data == OTHER_POST)

    def validate_post(self, field: RadioField) -> None:
        """A post that waits still."""
        if field.data not in {*self.free_since, OTHER_POST}:
            raise ValidationError(gettext("Somebody has taken up this post meanwhile. Choose another one."))

    def validate_since(self, field: DateField) -> None:
        """A day on which the post is free."""
        free = self.free_since.get(self.post.data)
        if free and field.data and field.data < free:
            raise ValidationError(
                gettext(
                    "The post is free from %(day)s on: choose that day or a later one.", day=written_day(free)
                )
            )


class ReplaceForm(WhoForm):
    """Who follows in a post, and why it is left."""

    reason = RadioField(_l("Reason"), [InputRequired(_l("Choose the reason."))])

    def __init__(self, posting_since: date) -> None:
        super().__init__()
        self.posting_since = posting_since
        self.reason.choices = [(each.value, said(REASONS[each])) for each in EndPostingForm.reasons]

    def validate_since(self, field: DateField) -> None:
        """A day after the first one of who leaves."""
        if field.data and field.data <= self.posting_since:
            raise ValidationError(
                gettext(
                    "It must lie after %(day)s, when the posting began.", day=written_day(self.posting_since)
                )
            )

    @property
    def end_reason(self) -> EndReason:
        """Why the post is left."""
        return EndReason(self.reason.data)


def _born(words: str) -> tuple[date | None, int | None]:
    """A birth date or, where only four digits were given, a birth year."""
    if re.fullmatch("[0-9]{4}", words):
        return None, checked_birth_year(int(words))
    return checked_birth_date(day_of(words)), None


def _told(check: Any, words: str) -> None:
    try:
        check(words or "")
    except Refusal as refusal:
        raise ValidationError(said(refusal.message)) from refusal


def _vacancy(row: Any) -> str:
    facts = {
        "post": f"{row.hamlet} · {named(row)}" if row.hamlet else named(row),
        "day": written_day(row.since),
    }
    if row.full_name:
        return str(gettext("%(post)s: after %(name)s, vacant since %(day)s", name=row.full_name, **facts))
    return str(gettext("%(post)s, vacant since %(day)s", **facts))
