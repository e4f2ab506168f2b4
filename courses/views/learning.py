"""My courses, and the one next thing on the start page."""

from flask import current_app, render_template

from courses.queries import to_review
from courses.rules.planning import Entry, plan
from courses.views.blueprint import courses
from lms.base import clock
from lms.people.models import Person
from lms.web.access import Permission, asker, signed_in

NEXT = ("open", "due", "offered")  # the groups of courses that the start page speaks of


@courses.get("/learn")
@signed_in
def learning() -> str:
    """What she has begun, what is asked of her, what she has finished, and what else there is."""
    entries = plan(asker().id, clock.today())
    return render_template("courses/learning.html", entries=entries)


def next_thing(*, person: Person) -> str:
    """On the start page, the one next thing: what she was given a day for, else the course she is in, else
    the first that is asked of her, else the first that is meant for her post."""
    waiting = [each for each in plan(person.id, clock.today()) if each.group in NEXT]
    if not waiting:
        return ""
    entry, *later = sorted(waiting, key=lambda each: each.due_on is None)
    return render_template("courses/next_thing.html", entry=entry, later=later, url=next_url(entry))


def decisions(*, person: Person) -> str:
    """On the start page of those who answer for what is taught: courses past the day of their review."""
    if not (person.may(Permission.EXERCISES_WRITE) or person.may(Permission.AWARDS_APPROVE)):
        return ""
    return render_template("courses/to_review.html", due=to_review(clock.today()))


def next_url(entry: Entry) -> str | None:
    """Where the first step that is left is opened; None when none is."""
    if not entry.left:
        return None
    step = entry.left[0]
    return str(current_app.extensions["step_kinds"][step.kind].url(step))
