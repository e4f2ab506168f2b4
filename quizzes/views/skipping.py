"""Skipping what an orientation test shows known: one tap, offered where its result and its course stand."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from courses.models import Edition
from courses.rules.outlining import Line
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker, signed_in
from quizzes.exercise.graph import Kind
from quizzes.models import Attempt
from quizzes.queries.attempts import attempt_of
from quizzes.rules.skipping import offered_to, skip_known, skippable
from quizzes.views.blueprint import quizzes


@quizzes.post("/attempts/<uuid:attempt_id>/skip")
@signed_in
def skip(attempt_id: uuid.UUID) -> Response:
    """Count the lessons as done that the test shows known; on to what is left of the course."""
    found = attempt_of(str(attempt_id), asker().id)
    if found is None or found.version.kind is not Kind.ORIENTATION:
        abort(404)
    number = skip_known(found, now=clock.now())
    slug = found.step.section.edition.course.slug
    db.session.commit()
    flash(
        ngettext(
            "%(num)s lesson was skipped. You may read it all the same.",
            "%(num)s lessons were skipped. You may read them all the same.",
            number,
        ),
        "success",
    )
    return redirect(url_for("courses.course", slug=slug), 303)


def way_past(*, person: Person, edition: Edition) -> str:
    """On the page of a course: skipping what her orientation test showed known."""
    offered = offered_to(person.id, edition.id)
    return _offer(*offered) if offered else ""


def way_past_known(*, attempt: Attempt) -> str:
    """The same below the result of the test."""
    lines = skippable(attempt) if attempt.version.kind is Kind.ORIENTATION else []
    return _offer(attempt, lines) if lines else ""


def _offer(attempt: Attempt, lines: list[Line]) -> str:
    minutes = sum(line.minutes for line in lines)
    return render_template("quizzes/skip.html", attempt=attempt, number=len(lines), minutes=minutes)
