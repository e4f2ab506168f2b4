"""Helping others to learn: one phone serves an officer's people in turn, with or without a network."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Step
from courses.queries import newest_editions, steps_of_editions
from lms.base import audit, clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Mode
from lms.standards.rules.judging import MODE_NAMES
from lms.web.access import Permission, asker, requires
from lms.web.cards import card_marks
from lms.web.i18n import language
from lms.web.keeping import may_be_kept
from quizzes.exercise.graph import Exercise, Kind
from quizzes.kinds.exercise import player_scripts
from quizzes.kinds.lessons import lesson_paths
from quizzes.kinds.player import play_data, source
from quizzes.models import AssessmentForm
from quizzes.queries.exercises import version
from quizzes.queries.forms import open_forms
from quizzes.queries.helping import people_to_help
from quizzes.rules.helping import HELPED, draw_for, practice_only
from quizzes.rules.receiving import UnknownExercise, exercise_step
from quizzes.views.blueprint import quizzes

MOST = 200  # people on a page: who answers for more says of which commune


@quizzes.get("/helping")
@requires(Permission.STAFFING_IMPORT)
def helping() -> Response:
    """What can be learned together: the exercises and tests of every course."""
    editions = newest_editions()
    steps = steps_of_editions([each.id for each in editions])
    found = [(each, [step for step in steps[each.id] if step.kind == "exercise"]) for each in editions]
    return may_be_kept(render_template("quizzes/helping.html", courses=found))


@quizzes.get("/helping/<int:step_id>")
@requires(Permission.STAFFING_IMPORT)
def help_with(step_id: int) -> Response:
    """Her people in turn at one exercise: the page holds all that it takes, for where there is no network."""
    step = exercise_or_404(step_id)
    pinned = version(step.frozen["version"])
    people, more = people_here()
    audit.note_access(asker().id, f"helping {step_id}")
    db.session.commit()
    exercise = pinned.exercise_in(language())
    is_test = pinned.kind is Kind.ASSESSMENT
    ids = [person.id for person in people]
    forms = open_forms(step_id, ids) if is_test else {}
    page = render_template(
        "quizzes/help_with.html",
        step=step,
        title=exercise.title,
        is_test=is_test,
        people=people,
        more=more,
        cards=card_marks(ids),
        forms={person_id: _told(form) for person_id, form in forms.items()},
        questions=_questions(exercise, forms.values()),
        played=None if is_test else play_data(exercise, lesson_paths(step, language())),
        scripts=() if is_test else player_scripts(exercise),
        style=source("player.css"),
        ways=_ways(step, ids),
        commune=request.args.get("commune", ""),
    )
    return may_be_kept(page)


@quizzes.post("/helping/<int:step_id>/forms")
@requires(Permission.STAFFING_IMPORT)
def fetch_forms(step_id: int) -> Response:
    """Draw a test for each of her people on this page, to be answered later without a network."""
    step = exercise_or_404(step_id)
    if step.frozen["role"] != "assessment":
        abort(404)
    people, _more = people_here()
    drawn = draw_for(people, step, asker().id, clock.now())
    db.session.commit()
    if drawn.waiting:
        names = ", ".join(each.full_name for each in drawn.waiting)
        flash(gettext("Not yet for %(names)s: read the lessons again first.", names=names), "warning")
    page = "quizzes.paper_of" if "paper" in request.args else "quizzes.help_with"
    return redirect(url_for(page, step_id=step_id, commune=request.args.get("commune") or None), 303)


def exercise_or_404(step_id: int) -> Step:
    """The exercise of a published course that an address names."""
    try:
        return exercise_step(step_id)
    except UnknownExercise:
        abort(404)


def people_here() -> tuple[Sequence[Person], bool]:
    """The people of a page of helping, as its address narrows them; and whether there are more."""
    commune = request.args.get("commune", "").strip()
    found = people_to_help(asker(), commune, clock.today(), MOST + 1)
    return found[:MOST], len(found) > MOST


def _told(form: AssessmentForm) -> dict[str, Any]:
    return {"form": form.id, "order": form.scenes, "started": form.fetched_at.isoformat()}


def _questions(exercise: Exercise, forms: Iterable[AssessmentForm]) -> dict[int, Any]:
    """The questions that some form asks, without a word about which answer is right."""
    asked = {ordinal for form in forms for ordinal in form.scenes}
    return {
        ordinal: [exercise.scenes[ordinal].text, [each.text for each in exercise.scenes[ordinal].choices]]
        for ordinal in sorted(asked)
    }


def _ways(step: Step, person_ids: Sequence[int]) -> list[tuple[Mode, Any, list[Any]]]:
    """Each way of learning here, how it is called, and what it does not count for."""
    not_for = practice_only(step, person_ids, clock.today())
    return [(mode, MODE_NAMES[mode], not_for.get(mode, [])) for mode in HELPED]
