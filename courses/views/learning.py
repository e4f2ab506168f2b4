"""My courses, and the one next thing on the start page."""

from flask import current_app, render_template

from courses.rules.planning import Entry, plan
from courses.views.blueprint import courses
from lms.base import clock
from lms.people.models import Person
from lms.web.access import asker, signed_in


@courses.get("/learn")
@signed_in
def learning() -> str:
    """What she has begun, what is asked of her, what she has finished, and what else there is."""
    entries = plan(asker().id, clock.today())
    return render_template("courses/learning.html", entries=entries)


def home(person: Person) -> str:
    """The one next thing: the course she is in, else the first that is asked of her."""
    entry = next((each for each in plan(person.id, clock.today()) if each.open or each.due), None)
    return render_template("courses/next_thing.html", entry=entry, url=next_url(entry) if entry else None)


def next_url(entry: Entry) -> str | None:
    """Where the first step that is left is opened; None when none is."""
    if not entry.left:
        return None
    step = entry.left[0]
    return str(current_app.extensions["step_kinds"][step.kind].url(step))
