"""Helping others to learn: one phone serves an officer's people in turn, with or without a network."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.models import Step
from courses.queries import PeopleToHelp, newest_editions, people_to_help, steps_of_editions
from lms.base import audit, clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Mode
from lms.standards.rules.judging import MODE_NAMES
from lms.web.access import Permission, asker, requires
from lms.web.cards import card_marks
from lms.web.i18n import language
from lms.web.keeping import may_be_kept
from quizzes.exercise.asking import Asked, asked
from quizzes.exercise.graph import Kind
from quizzes.exercise.illustrating import has_media
from quizzes.kinds.exercise import player_scripts, player_style
from quizzes.kinds.lessons import lesson_paths
from quizzes.kinds.player import play_data, source
from quizzes.models import AssessmentForm
from quizzes.queries.exercises import version
from quizzes.queries.forms import open_forms
from quizzes.queries.helping import own_steps
from quizzes.rules.helping import HELPED, draw_for, practice_only
from quizzes.rules.receiving import UnknownExercise, exercise_step
from quizzes.views.blueprint import quizzes


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
    own = own_steps(step, [person.id for person in people])
    forms = open_forms(own) if is_test else {}
    others = [] if is_test else in_other_words(step, people, own)
    page = render_template(
        "quizzes/help_with.html",
        step=step,
        title=exercise.title,
        exercise=exercise,
        shows=has_media(exercise),
        is_test=is_test,
        people=[person for person in people if person not in {each for each, _ in others}],
        others=others,
        own=own,
        more=more,
        cards=card_marks(own),
        forms={person_id: _told(form) for person_id, form in forms.items()},
        questions=_questions(forms.values()),
        nothing={},
        played=None if is_test else play_data(exercise, lesson_paths(step, language())),
        scripts=[source("answering.js")] if is_test else player_scripts(exercise),
        style=player_style(exercise),
        ways=_ways(step, list(own)),
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


def people_here() -> PeopleToHelp:
    """The people of a page of helping, as its address narrows them; and whether there are more."""
    return people_to_help(asker(), request.args.get("commune", ""), clock.today())


def in_other_words(
    step: Step, people: Iterable[Person], own: Mapping[int, Step]
) -> list[tuple[Person, Step]]:
    """Those of these people who are in an edition that asks this exercise in another version, each with her
    step: what is played or printed of this one is not hers."""
    pinned = step.frozen["version"]
    return [(each, own[each.id]) for each in people if own[each.id].frozen["version"] != pinned]


def _told(form: AssessmentForm) -> dict[str, Any]:
    return {
        "form": form.id,
        "order": form.scenes,
        "started": form.fetched_at.isoformat(),
        "version": form.version_id,
    }


def _questions(forms: Collection[AssessmentForm]) -> list[tuple[int, Asked]]:
    """The questions that some form asks, each with its version."""
    wanted = sorted({(form.version_id, ordinal) for form in forms for ordinal in form.scenes})
    spoken = {each: version(each).exercise_in(language()) for each in {each for each, _ in wanted}}
    return [(version_id, asked(spoken[version_id], ordinal)) for version_id, ordinal in wanted]


def _ways(step: Step, person_ids: Sequence[int]) -> list[tuple[Mode, Any, list[Any]]]:
    """Each way of learning here, how it is called, and what it does not count for."""
    not_for = practice_only(step, person_ids, clock.today())
    return [(mode, MODE_NAMES[mode], not_for.get(mode, [])) for mode in HELPED]
