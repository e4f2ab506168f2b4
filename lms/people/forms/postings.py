"""What is asked where somebody takes up a post, leaves it, comes back or moves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from lms.base import clock
from lms.people.formats.wording import REASONS
from lms.people.models import LEAVE_REASONS, EndReason, Post, Role
from lms.people.rules.taking_up import Wanted
from lms.places.models import Unit
from lms.places.rules.founding import HAMLET_NAME_AT_MOST
from lms.web.filters import day as written_day
from lms.web.filters import named
from lms.web.forms import CleanStringField, Form
from lms.web.i18n import said

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # as browsers send them, and as people type them
A_DAY = timedelta(days=1)
A_YEAR, LONGEST_LEAVE = 366, 5 * 366  # days ahead; what lies farther is a slip of the pen
FOR_GOOD = tuple(each for each in EndReason if each not in (*LEAVE_REASONS, EndReason.MOVED))
OTHER_POST = "other"


def within(days: int) -> Callable[[Form, DateField], None]:
    """A check that refuses a day farther ahead than so many days."""

    def check(_form: Form, field: DateField) -> None:
        if field.data and (field.data - clock.today()).days > days:
            raise ValidationError(gettext("This day lies too far ahead."))

    return check


class EndPostingForm(Form):
    """Why somebody leaves a post for good, and on which day she serves last."""

    last_day = DateField(
        _l("Last day"), [InputRequired(_l("Give the last day.")), within(A_YEAR)], format=DAYS
    )
    reason = RadioField(_l("Reason"), [InputRequired(_l("Choose the reason."))])

    reasons: tuple[EndReason, ...] = (*FOR_GOOD, EndReason.OTHER)

    def __init__(self, until: date | None = None) -> None:
        """``until``: the first day without her by what is on record; None where that is open."""
        today = clock.today()
        super().__init__(data={"last_day": today if until is None or until > today else until - A_DAY})
        self.reason.choices = [(each.value, said(REASONS[each])) for each in self.reasons]

    @property
    def until(self) -> date:
        """The first day without her."""
        return self.last_day.data + A_DAY  # type: ignore[no-any-return]


class LeaveForm(EndPostingForm):
    """Why somebody leaves a post for a time, and when she means to come back."""

    back_on = DateField(
        _l("Expected back on"),
        [InputRequired(_l("Give the day, as far as it is known.")), within(LONGEST_LEAVE)],
        format=DAYS,
    )

    reasons = LEAVE_REASONS


class ReturnForm(Form):
    """When somebody serves again in a post that she had left."""

    since = DateField(
        _l("Serves again from"), [InputRequired(_l("Give the day.")), within(A_YEAR)], format=DAYS
    )


class FirstDayForm(Form):
    """Since when somebody has served in a post that is on record with another day."""

    since = DateField(_l("Serves from"), [InputRequired(_l("Give the day.")), within(A_YEAR)], format=DAYS)


class PostForm(Form):
    """Which post somebody takes up in a unit, and from when: a vacant one, or one that is described."""

    unit = HiddenField()
    post = RadioField(_l("Post"), [InputRequired(_l("Choose a post."))])
    role = SelectField(_l("Staff kind"), [InputRequired()])
    hamlet = CleanStringField(_l("Hamlet"), [Optional(), Length(max=HAMLET_NAME_AT_MOST)])
    hamlet_is_new = BooleanField(_l("This hamlet is not on record yet: add it"))
    since = DateField(_l("Serves from"), [InputRequired(_l("Give the day.")), within(A_YEAR)], format=DAYS)

    def offer(
        self,
        unit: Unit,
        posts: Sequence[Post],
        left_on: Mapping[int, date],
        roles: Sequence[Role],
        usual: Sequence[int],
    ) -> None:
        """Offer the vacant posts of a unit, and the roles in which people serve it, the first of ``usual``
        chosen."""
        self.unit.data = unit.code
        vacant = [(str(post.id), _vacant(post, left_on.get(post.id, post.valid_from))) for post in posts]
        self.post.choices = [*vacant, (OTHER_POST, gettext("Another post, described below"))]
        self.role.choices = [(str(role.id), named(role.staff_kind)) for role in roles]
        self.role.data = self.role.data or next((str(role_id) for role_id in usual), None)
        self.hamlet.render_kw = {"list": "hamlets"}

    @property
    def vacant_id(self) -> int | None:
        """The vacant post that was chosen; None for one that is described."""
        return None if self.post.data == OTHER_POST else int(self.post.data)

    def wanted(self, unit: Unit) -> Wanted:
        """The post that is described."""
        return Wanted(int(self.role.data), unit.id, self.hamlet.data or "", bool(self.hamlet_is_new.data))


class TakeUpForm(PostForm):
    """A post for somebody who keeps those that she has."""

    last_day = DateField(_l("Last day, where it is known"), [Optional(), within(A_YEAR)], format=DAYS)
    second_job = BooleanField(_l("She holds it beside another job"))

    @property
    def until(self) -> date | None:
        """The first day without her; None where that is open."""
        return self.last_day.data + A_DAY if self.last_day.data else None


def _vacant(post: Post, since: date) -> str:
    places = [place for place in post.places if place.valid_until is None or place.valid_until > since]
    hamlet = places[-1].hamlet if places else None
    name = named(post.role.staff_kind)
    place = f"{name} · {hamlet.name}" if hamlet else name
    return str(gettext("%(post)s, vacant since %(day)s", post=place, day=written_day(since)))
