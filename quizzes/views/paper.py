"""Entering what people did on paper: a line of letters each, many people at once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.models import Step
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal, message
from lms.people.models import Person
from lms.web.access import Permission, asker, requires
from lms.web.i18n import language, said
from lms.web.keeping import may_be_kept
from quizzes.exercise.asking import has_other_kinds
from quizzes.exercise.graph import Kind
from quizzes.exercise.paper import SENTENCES, book_of, read_sheet_code, sheet_check, sheet_code
from quizzes.forms import MOST_LETTERS, PaperLinesForm, SheetCodeForm
from quizzes.kinds.lines import sheet_known, story_known
from quizzes.queries.exercises import version
from quizzes.queries.forms import sheets_of
from quizzes.queries.helping import own_steps
from quizzes.rules.entering_paper import Written, enter
from quizzes.rules.receiving import UnknownExercise, exercise_step
from quizzes.views.blueprint import quizzes
from quizzes.views.helping import people_here
from quizzes.views.paper_lines import CONFLICT, line_said

WORDS = {
    "waiting": message("Kept on this phone. It is sent when there is a network."),
    "taken": message("Lines kept on this phone: %(count)d."),
    "odd": message(
        "Lines that do not fit the paper: %(count)d. Nothing of them is kept; please put them right below."
    ),
    "day": message("Give the day."),
    "future": message("This day has not come yet."),
}


class Row(NamedTuple):
    """A person on the page, and what came of her line."""

    person: Person
    text: str = ""
    problem: str = ""
    kept: str = ""
    """What is said where her line was kept."""


@quizzes.get("/paper-results")
@requires(Permission.STAFFING_IMPORT)
def paper_results() -> Response:
    """Ask for the code on the paper; then show her people, with room for a line each.

    However the code was typed, the page has one address; it holds all that a phone without a network needs.
    """
    form = SheetCodeForm(request.args)
    step = _step_of(form.code.data or "")
    if step is None:
        return may_be_kept(_page(form, None, PaperLinesForm(), []))
    code = sheet_code(step.id)
    if form.code.data != code:
        return redirect(url_for("quizzes.paper_results", code=code, commune=request.args.get("commune")))
    people, more = people_here()
    audit.note_access(asker().id, f"paper results {step.id}")
    db.session.commit()
    lines = PaperLinesForm(on=clock.today())
    return may_be_kept(_page(form, step, lines, [Row(each) for each in people], more=more))


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
    return Row(person, kept=line_said(entered, step))


def _step_of(code: str) -> Step | None:
    """The exercise whose papers carry this code."""
    step_id = read_sheet_code(code)
    try:
        return exercise_step(step_id) if step_id else None
    except UnknownExercise:
        return None


def _page(
    form: SheetCodeForm, step: Step | None, lines: PaperLinesForm, rows: Sequence[Row], *, more: bool = False
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
        today=clock.today(),
        known=_known(step, [each.person.id for each in rows]) if step else {},
        parted=step is not None and _is_parted(step),
    )


def _is_parted(step: Step) -> bool:
    """Whether some question of the exercise is not answered by one letter."""
    return has_other_kinds(version(step.frozen["version"]).exercise_in("vi"))


def _known(step: Step, person_ids: Sequence[int]) -> dict[str, Any]:
    """What a phone needs of this paper to look over a line by itself, and the sentences for what is wrong."""
    pinned = version(step.frozen["version"])
    words = {name: said(sentence) for name, sentence in (SENTENCES | WORDS).items()}
    if pinned.kind is Kind.ASSESSMENT:
        return {"words": words, "sheets": _sheets_known(step, person_ids)}
    exercise = pinned.exercise_in("vi")
    if exercise.is_scenario:
        return {"words": words, "story": story_known(exercise, book_of(exercise, pinned.content_hash))}
    order = range(len(exercise.scenes))
    return {"words": words, "sheet": sheet_known(exercise, order, sheet_check(pinned.content_hash))}


def _sheets_known(step: Step, person_ids: Sequence[int]) -> dict[int, list[list[Any]]]:
    """By person, what a phone needs of each sheet that was drawn for her."""
    steps = {step.id, *(each.id for each in own_steps(step, person_ids).values())}
    found = sheets_of(steps, person_ids)
    versions = {each.version_id for some in found.values() for each in some}
    asked = {version_id: version(version_id).exercise_in("vi") for version_id in versions}
    return {
        person_id: [
            sheet_known(asked[each.version_id], each.scenes, sheet_check(each.form_id), is_open=each.is_open)
            for each in some
        ]
        for person_id, some in found.items()
    }
