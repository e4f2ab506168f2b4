"""What was published of a course: its editions, one of them, and what differs between two."""

from typing import NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.editions.forms import DemandForm
from courses.editions.queries import (
    Learners,
    courses_published,
    edition_with_words,
    editions_with_words,
    learners,
    published_of,
    publishers,
    withdrawals_of,
)
from courses.editions.rules.shaping import shape_of
from courses.editions.views.blueprint import editions
from courses.editions.views.showing import compared, heads_changed, sides, step_kinds
from courses.editions.views.wording import change_line
from courses.models import Course, Demand, Edition
from courses.queries import course_by_slug
from courses.rules.holding import waiting_for
from courses.rules.reviewing import choose_demand, demand
from lms.base import clock
from lms.base.database import db
from lms.web.access import Permission, asker, requires
from lms.web.i18n import language
from lms.web.paging import page_of

LANGUAGES = ("vi", "en")


class Entry(NamedTuple):
    """An edition in the history of its course."""

    edition: Edition
    change: str
    """What changed, in a line; empty for the first one."""
    learners: Learners


@editions.get("/courses/editions")
@requires(Permission.EXERCISES_WRITE)
def list_courses() -> str:
    """Every course that was published, with its newest edition and what waits."""
    return render_template(
        "editions/list_courses.html",
        courses=courses_published(),
        form=DemandForm(formdata=None, demand=demand().value),
        demand=demand(),
    )


@editions.post("/courses/editions/second-looks")
@requires(Permission.SYSTEM_ADMINISTER)
def choose_second_looks() -> Response:
    """Decide for which courses a second look is needed."""
    form = DemandForm()
    if form.validate():
        choose_demand(Demand(form.demand.data), by=asker().id, now=clock.now())
        db.session.commit()
        flash(gettext("Saved."), "success")
    return redirect(url_for("editions.list_courses"), 303)


@editions.get("/courses/<string:slug>/editions")
@requires(Permission.EXERCISES_WRITE)
def list_editions(slug: str) -> str:
    """The editions of a course: who published and who looked, what changed, who learns in them."""
    course = find_course(slug)
    page, counts = page_of(editions_with_words(course.id)), learners(course.id)
    keys = [each.id for each in page.rows]
    before = [*page.rows[1:], edition_with_words(course.id, page.rows[-1].number - 1)]
    return render_template(
        "editions/list_editions.html",
        course=course,
        page=page,
        entries=[
            Entry(each, _change(older, each), counts.get(each.id, Learners()))
            for each, older in zip(page.rows, before, strict=True)
        ],
        by=publishers(keys),
        proposals=published_of(keys),
        withdrawals=withdrawals_of(course.id),
        waiting=waiting_for(page.rows[0], step_kinds()) if page.number == 1 else None,
    )


@editions.get("/courses/<string:slug>/editions/<int:number>")
@requires(Permission.EXERCISES_WRITE)
def show_edition(slug: str, number: int) -> str:
    """One edition as it was taught, lesson by lesson."""
    edition = _edition(find_course(slug), number)
    spoken = edition.language_for(wanted_language())
    return render_template(
        "editions/show_edition.html",
        edition=edition,
        spoken=spoken,
        steps=shape_of(edition, spoken).steps,
        by=publishers([edition.id]),
        proposals=published_of([edition.id]),
        counts=learners(edition.course_id).get(edition.id, Learners()),
    )


@editions.get("/courses/<string:slug>/editions/differences")
@requires(Permission.EXERCISES_WRITE)
def show_differences(slug: str) -> str:
    """Two editions of a course beside each other, in the language asked for with ``?text=``."""
    course = find_course(slug)
    right = _edition(course, request.args.get("right", 0, type=int))
    left = _edition(course, request.args.get("left", 0, type=int))
    text = wanted_language()
    return render_template(
        "editions/show_differences.html",
        course=course,
        left=left,
        right=right,
        text=text,
        sides=sides(left, right, text),
        numbers=[each.number for each in course.editions if each.published_at],
    )


def find_course(slug: str) -> Course:
    """A course that was published; 404 where there is none."""
    course = course_by_slug(slug)
    return course if course and course.editions else abort(404)


def wanted_language() -> str:
    """The language of lessons that the address asks for, else that of the page."""
    asked = request.args.get("text")
    return asked if asked in LANGUAGES else language()


def _edition(course: Course, number: int) -> Edition:
    return edition_with_words(course.id, number) or abort(404)


def _change(older: Edition | None, edition: Edition) -> str:
    if older is None:
        return ""
    return change_line(compared(older, edition, language()), heads_changed(older, edition, language()))
