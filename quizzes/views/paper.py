"""Entering what people did on paper: a line of letters each, many people at once."""

from typing import NamedTuple

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from courses.models import Step
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.people.models import Person
from lms.web.access import Permission, asker, requires
from lms.web.i18n import language, said
from quizzes.exercise.paper import read_sheet_code, sheet_code
from quizzes.forms import PaperLinesForm, SheetCodeForm
from quizzes.models import Attempt
from quizzes.queries.exercises import version
from quizzes.rules.counting import NotFor, not_for
from quizzes.rules.entering_paper import Written, enter
from quizzes.rules.receiving import UnknownExercise, exercise_step
from quizzes.views.blueprint import quizzes
from quizzes.views.helping import people_here

MOST_LETTERS = 200  # of a typed line


class Row(NamedTuple):
    """A person on the page, and what came of her line."""

    person: Person
    text: str = ""
    problem: str = ""
    kept: Attempt | None = None
    not_for: tuple[NotFor, ...] = ()


CONFLICT = message(
    "Other answers were handed in for this sheet before. Those count; these are kept beside them."
)


@quizzes.get("/paper-results")
@requires(Permission.STAFFING_IMPORT)
def paper_results() -> str:
    """Ask for the code on the paper; then show her people, with room for a line each."""
    form = SheetCodeForm(request.args)
    step = _step_of(form.code.data or "")
    people, more = people_here() if step else ([], False)
    return _page(form, step, PaperLinesForm(on=clock.today()), [Row(each) for each in people], more=more)


@quizzes.post("/paper-results")
@requires(Permission.STAFFING_IMPORT)
def enter_results() -> str | tuple[str, int] | Response:
    """Keep every line that fits the paper, each by itself; a line that does not stays to be put right."""
    code = SheetCodeForm(request.args)
    step, lines = _step_of(code.code.data or "") or abort(404), PaperLinesForm()
    people, more = people_here()
    given = {key: text[:MOST_LETTERS] for key, text in request.form.items() if key.startswith("line-")}
    if set(given) - {f"line-{each.id}" for each in people}:
        abort(404)
    if not lines.validate():
        rows = [Row(each, given.get(f"line-{each.id}", "")) for each in people]
        return _page(code, step, lines, rows, more=more), 422
    audit.note_access(asker().id, f"paper results {step.id}")
    rows = [_entered(each, given.get(f"line-{each.id}", ""), step, lines) for each in people]
    return _page(code, step, lines, rows, more=more)


def _entered(person: Person, text: str, step: Step, lines: PaperLinesForm) -> Row:
    """One line, kept or refused by itself."""
    if not text.strip():
        return Row(person)
    try:
        entered = enter(Written(person, text, lines.on.data), step, asker().id, clock.now())
    except Refusal as refusal:
        db.session.rollback()
        return Row(person, text, said(refusal.message))
    db.session.commit()
    if entered.conflict:
        return Row(person, text, said(CONFLICT))
    return Row(person, kept=entered.attempt, not_for=tuple(not_for(entered.attempt, step)))


def _step_of(code: str) -> Step | None:
    """The exercise whose papers carry this code."""
    step_id = read_sheet_code(code)
    try:
        return exercise_step(step_id) if step_id else None
    except UnknownExercise:
        return None


def _page(
    form: SheetCodeForm, step: Step | None, lines: PaperLinesForm, rows: list[Row], *, more: bool
) -> str:
    return render_template(
        "quizzes/paper_results.html",
        form=form,
        is_wrong=bool(form.code.data) and step is None,
        step=step,
        code=sheet_code(step.id) if step else "",
        title=version(step.frozen["version"]).text(language()).title if step else "",
        lines=lines,
        rows=rows,
        more=more,
        commune=request.args.get("commune", ""),
    )
