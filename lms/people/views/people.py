"""The people one answers for, each of them, and oneself."""

from datetime import date, timedelta

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.people.formats.wording import reason_words
from lms.people.forms.finding import FindPeopleForm
from lms.people.models import Person
from lms.people.policies import may_see
from lms.people.queries import find_people, kept_postings, merged_people, postings_of, postings_on
from lms.people.rules.leaving import last_in_each_post
from lms.people.views.blueprint import people
from lms.web.access import Permission, asker, requires, signed_in
from lms.web.filters import day as written_day
from lms.web.paging import page_of


@people.app_template_filter("last_day")
def last_day(until: date) -> str:
    """The last day that still counts, where ``until`` is the first that does not."""
    return written_day(until - timedelta(days=1))


@people.app_template_filter("reason")
def reason(noted: str | None) -> str:
    """Why a posting ended."""
    return reason_words(noted)


@people.get("/people")
@requires(Permission.PEOPLE_SEE)
def list_people() -> str:
    """Everybody in scope, narrowed by words and unit."""
    form = FindPeopleForm.from_address()
    today = clock.today()
    audit.note_access(asker().id, f"list of people, page {request.args.get('page', 1, type=int)}")
    db.session.commit()
    found = page_of(find_people(asker(), form.words.data, form.unit.data, today))
    posts = postings_on([person.id for person in found.rows], today)
    return render_template("people/list_people.html", form=form, people=found, posts=posts, today=today)


@people.get("/people/me")
@signed_in
def show_me() -> str:
    """One's own record."""
    return _record(asker())


@people.get("/people/<int:person_id>")
@signed_in
def show_person(person_id: int) -> str | Response:
    """The record of somebody in scope; of who was merged, that of who is kept."""
    person = db.session.get(Person, person_id)
    if person is None or not may_see(asker(), person):
        abort(404)
    if kept_id := merged_people().get(person_id):
        return redirect(url_for("people.show_person", person_id=kept_id))
    if person_id != asker().id:
        audit.note_access(asker().id, "record of a person", person_id=person_id)
        db.session.commit()
    return _record(person)


def _record(person: Person) -> str:
    today, postings = clock.today(), postings_of(person.id)
    return render_template(
        "people/show_person.html",
        person=person,
        herself=person.id == asker().id,
        postings=postings,
        kept=kept_postings(asker(), postings, today),
        may_post=may_see(asker(), person, permission=Permission.STAFFING_IMPORT)
        and asker().may(Permission.STAFFING_IMPORT),
        last=last_in_each_post(postings),
        today=today,
    )
