"""What becomes of somebody's posts: taking one up, leaving it, coming back, moving to another one."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.people.forms.postings import (
    EndPostingForm,
    FirstDayForm,
    LeaveForm,
    PostForm,
    ReturnForm,
    TakeUpForm,
)
from lms.people.models import EndReason, Level, Person, Post, Posting
from lms.people.policies import may_keep, may_see
from lms.people.queries import left_on, merged_people, postings_of, roles, units_in_scope, vacant_posts
from lms.people.rules.correcting_starts import correct_start
from lms.people.rules.leaving import come_back, leave
from lms.people.rules.posting import end
from lms.people.rules.taking_up import LEVELS, Wanted, move, take_up
from lms.people.views.blueprint import people
from lms.places.models import Hamlet, Unit
from lms.places.queries import hamlets_of
from lms.web.access import Permission, asker, requires
from lms.web.forms import Form
from lms.web.refusing import carried_out, status_of_form

Answer = str | Response | tuple[str, int]
WORDS_AT_MOST = 120


class Chosen(NamedTuple):
    """The unit in which a post is taken up, and how it was found."""

    unit: Unit | None
    """None where the words name no unit, or several."""
    words: str
    """What was typed."""
    named: list[Unit]
    """The units that the words name."""
    posting: Posting | None = None
    """The posting that ends with it."""
    hamlets: Sequence[Hamlet] = ()
    """Those on record there."""


@people.route("/postings/<int:posting_id>/end", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
def end_posting(posting_id: int) -> Answer:
    """Enter that somebody leaves a post for good."""
    posting = _posting(posting_id)
    form = EndPostingForm(posting.valid_until)

    def write() -> None:
        end(posting, form.until, EndReason(form.reason.data).value, by=asker().id)

    return _answer(posting, form, write, "people/end_posting.html", _("The end of the posting was saved."))


@people.route("/postings/<int:posting_id>/leave", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
def leave_posting(posting_id: int) -> Answer:
    """Enter that somebody leaves a post for a time."""
    posting, form = _posting(posting_id), LeaveForm()

    def write() -> None:
        leave(posting, form.until, EndReason(form.reason.data), form.back_on.data, by=asker().id)

    return _answer(posting, form, write, "people/leave_posting.html", _("The leave was saved."))


@people.route("/postings/<int:posting_id>/first-day", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
def correct_first_day(posting_id: int) -> Answer:
    """Enter on which day a posting truly began."""
    posting = _posting(posting_id)
    form = FirstDayForm(data={"since": posting.valid_from})

    def write() -> None:
        correct_start(posting, form.since.data, by=asker().id)

    return _answer(posting, form, write, "people/correct_first_day.html", _("The first day was saved."))


@people.route("/postings/<int:posting_id>/return", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
def return_to_post(posting_id: int) -> Answer:
    """Enter that somebody serves again in a post that she had left."""
    posting = _posting(posting_id)
    form = ReturnForm(data={"since": posting.expected_back_on or posting.valid_until})

    def write() -> None:
        come_back(posting, form.since.data, by=asker().id)

    return _answer(posting, form, write, "people/return_to_post.html", _("The return was saved."))


@people.route("/postings/<int:posting_id>/move", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
def move_posting(posting_id: int) -> Answer:
    """Enter that somebody leaves a post for another one."""
    posting, form = _posting(posting_id), PostForm(data={"since": clock.today()})
    chosen = _offer(form, posting.person, posting)

    def write(wanted: Post | Wanted) -> None:
        move(posting, wanted, form.since.data, by=asker().id)

    page, done = "people/move_posting.html", _("The move was saved.")
    return _choice(form, posting.person, chosen, write, page, done)


@people.route("/people/<int:person_id>/postings/new", methods=["GET", "POST"])
@requires(Permission.STAFFING_IMPORT)
def take_up_post(person_id: int) -> Answer:
    """Give somebody a post, beside those that she has."""
    person = db.session.get(Person, person_id)
    seen = person and may_see(asker(), person, permission=Permission.STAFFING_IMPORT)
    if person is None or not seen or person_id in merged_people():
        abort(404)
    _note_look(person_id)
    form = TakeUpForm(data={"since": clock.today()})
    chosen = _offer(form, person)

    def write(wanted: Post | Wanted) -> None:
        second = bool(form.second_job.data)
        take_up(person, wanted, form.since.data, form.until, second_job=second, by=asker().id)

    page, done = "people/take_up_post.html", _("The post was given.")
    return _choice(form, person, chosen, write, page, done)


def _posting(posting_id: int) -> Posting:
    """A posting that the asker may change; to her there are no others."""
    posting = db.session.get(Posting, posting_id)
    if posting is None or not may_keep(asker(), posting, clock.today()):
        abort(404)
    _note_look(posting.person_id)
    return posting


def _note_look(person_id: int) -> None:
    """Note that a form was shown that tells something of her."""
    if request.method == "GET":
        audit.note_access(asker().id, "posting of a person", person_id=person_id)
        db.session.commit()


def _answer(posting: Posting, form: Form, write: Callable[[], None], page: str, done: str) -> Answer:
    """Show a form about a posting, or carry it out and go back to her record."""
    return carried_out(form, write, done, _record_of(posting.person_id)) or (
        render_template(page, form=form, posting=posting),
        status_of_form(),
    )


def _choice(
    form: PostForm,
    person: Person,
    chosen: Chosen,
    write: Callable[[Post | Wanted], None],
    page: str,
    done: str,
) -> Answer:
    """The same with the choice of a post, in the unit that was chosen before."""
    unit, then, written = chosen.unit, _record_of(person.id), None
    if unit:
        written = carried_out(form, lambda: write(_wanted(form, unit)), done, then)
    return written or (
        render_template(page, form=form, person=person, chosen=chosen),
        status_of_form(),
    )


def _record_of(person_id: int) -> str:
    return url_for("people.show_person", person_id=person_id)


def _offer(form: PostForm, person: Person, posting: Posting | None = None) -> Chosen:
    """Which unit is meant, with its posts in the form: the one asked for, else where she serves today."""
    today = clock.today()
    held = [posting] if posting else postings_of(person.id, today)
    words = request.values.get("unit", "")[:WORDS_AT_MOST] or _place_of(held, today)
    named = units_in_scope(asker(), words, today) if words else []
    if len(named) != 1:
        return Chosen(None, words, named, posting)
    (unit,) = named
    posts = db.session.scalars(vacant_posts(unit.id, today)).all()
    fitting = [role for role in db.session.scalars(roles()) if role.level in LEVELS[unit.kind]]
    usual = [each.post.role_id for each in held] or [
        role.id for role in fitting if role.level is Level.HAMLET
    ]
    form.offer(unit, posts, left_on([post.id for post in posts], today), fitting, usual)
    hamlets = db.session.scalars(hamlets_of(unit.id, today)).all()
    return Chosen(unit, words, named, posting, hamlets)


def _place_of(held: Sequence[Posting], day: date) -> str:
    """The code of the unit that somebody serves on a day by one of the postings."""
    units = [place.unit for each in held for place in each.post.places if place.holds_on(day)]
    return units[0].code if units else ""


def _wanted(form: PostForm, unit: Unit) -> Post | Wanted:
    return db.session.get_one(Post, form.vacant_id) if form.vacant_id else form.wanted(unit)
