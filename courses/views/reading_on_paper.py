"""Entering which lessons people have read in the printed booklet: boxes beside their names, many at once."""

from collections.abc import Mapping, Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.forms import KEPT_AT_MOST, ReadOnPaperForm
from courses.models import Course
from courses.queries import course_by_slug, newest_edition, newest_editions, people_to_help
from courses.rules.helping import Learner
from courses.rules.reading_on_paper import Reader, enter_read, readers
from courses.views.blueprint import courses
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.i18n import said
from lms.web.keeping import may_be_kept

WORDS = {
    "waiting": message("Kept on this phone, sent when there is a network: %(numbers)s."),
    "kept": message("Arrived: %(numbers)s."),
    "odd": message("Lesson %(number)s: %(problem)s"),
    "taken": message("Lessons kept on this phone: %(count)d."),
    "none": message("No lesson was ticked."),
    "day": message("Give the day."),
    "future": message("This day has not come yet."),
    "past": message("This day is too long ago."),
}
"""What the script of the page says."""

Ticks = Mapping[int, Sequence[int]]
"""By person, the numbers of the lessons that are ticked for her."""


@courses.get("/paper-lessons")
@requires(Permission.STAFFING_IMPORT)
def booklets() -> Response:
    """The courses whose booklets people read."""
    return may_be_kept(render_template("courses/booklets.html", editions=newest_editions()))


@courses.get("/paper-lessons/<string:slug>")
@requires(Permission.STAFFING_IMPORT)
def read_on_paper(slug: str) -> Response:
    """Her people, with a box for each lesson; the page holds what it takes where there is no network."""
    course = _course(slug)
    audit.note_access(asker().id, f"lessons on paper {course.id}")
    db.session.commit()
    return may_be_kept(_page(course, ReadOnPaperForm(formdata=None, on=clock.today()), {}))


@courses.post("/paper-lessons/<string:slug>")
@requires(Permission.STAFFING_IMPORT)
def enter_lessons(slug: str) -> str | tuple[str, int] | Response:
    """Keep what is ticked, all of it or nothing; then say so, or whose lesson is not right."""
    course, form = _course(slug), ReadOnPaperForm()
    hers = {each.person.id: each for each in _readers(course)}
    ticks = _ticks(hers)
    if not form.validate():
        return _page(course, form, ticks), 422
    names = {person_id: each.person.full_name for person_id, each in hers.items()}
    for person_id, numbers in sorted(ticks.items()):
        try:
            enter_read(Learner(person_id, asker().id), course, numbers, form.on.data, clock.now())
        except Refusal as refusal:
            db.session.rollback()
            return _page(course, form, ticks, f"{names[person_id]}: {said(refusal.message)}"), 422
    db.session.commit()
    _tell(ticks)
    return redirect(url_for("courses.read_on_paper", slug=slug, commune=_commune() or None), 303)


def _tell(ticks: Ticks) -> None:
    if ticks:
        lessons = sum(len(numbers) for numbers in ticks.values())
        told = gettext(
            "Lessons entered: %(lessons)d, for %(people)d people.", lessons=lessons, people=len(ticks)
        )
        flash(told, "success")
    else:
        flash(gettext("No lesson was ticked."), "warning")


def _ticks(hers: Mapping[int, Reader]) -> Ticks:
    """What is ticked and not done before; 404 for people who are not on the page."""
    known = {f"{kind}-{person_id}" for person_id in hers for kind in ("read", "all")}
    if {field for field in request.form if field.startswith(("read-", "all-"))} - known:
        abort(404)
    found = {person_id: _numbers(reader) for person_id, reader in hers.items()}
    return {person_id: numbers for person_id, numbers in found.items() if numbers}


def _numbers(reader: Reader) -> list[int]:
    key = reader.person.id
    all_of_them = [each.lesson or 0 for each in reader.lessons] if f"all-{key}" in request.form else []
    ticked = {*request.form.getlist(f"read-{key}", type=row_key), *all_of_them}
    done = {each.lesson for each in reader.lessons if each.id in reader.done}
    return sorted(ticked - done)


def _course(slug: str) -> Course:
    """A course that is published; of one that is withdrawn, whoever is in it may still hand in."""
    course = course_by_slug(slug)
    if course is None or not course.editions:
        abort(404)
    return course


def _commune() -> str:
    return request.args.get("commune", "")


def _readers(course: Course) -> list[Reader]:
    return readers(course, people_to_help(asker(), _commune(), clock.today()).people, clock.today())


def _page(course: Course, form: ReadOnPaperForm, ticks: Ticks, wrong: str = "") -> str:
    people, more = people_to_help(asker(), _commune(), clock.today())
    found = readers(course, people, clock.today())
    newest_first = sorted({each.edition for each in found}, key=lambda each: -each.number)
    return render_template(
        "courses/read_on_paper.html",
        newest=newest_edition(course.id) or course.editions[-1],
        form=form,
        groups=[(each, [one for one in found if one.edition is each]) for each in newest_first],
        ticks=ticks,
        wrong=wrong,
        more=more,
        commune=_commune(),
        first=clock.today() - KEPT_AT_MOST,
        drawn=clock.now(),
        words={name: said(sentence) for name, sentence in WORDS.items()},
    )
