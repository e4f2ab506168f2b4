"""All exercises: what is published, what she writes, and beginning a new one."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.models import Edition
from lms.base import clock
from lms.base.database import db
from lms.base.text import fold
from lms.web.access import Permission, asker, requires
from lms.web.paging import CARDS, page_of_rows
from quizzes.authoring.forms import NewExerciseForm
from quizzes.authoring.models import Manuscript
from quizzes.authoring.queries import manuscripts_of
from quizzes.authoring.rules.releasing import newer_shipped
from quizzes.authoring.rules.writing import begin_writing, title_in
from quizzes.authoring.views.blueprint import authoring
from quizzes.models import ExerciseVersion
from quizzes.queries.exercises import courses_by_exercise, newest_versions

SHOWN = ("all", "mine", "drafts", "shipped")
FACES = {
    "form": "authoring.edit_form",
    "text": "authoring.edit_exercise",
    "word": "authoring.exercise_files",
    "excel": "authoring.exercise_files",
}


@dataclass(frozen=True)
class Row:
    """An exercise in the list."""

    code: str
    title: str
    version: ExerciseVersion | None
    """The newest version; None for what was never published."""
    draft: Manuscript | None
    """What she has written and not published."""
    is_mine: bool
    editions: list[Edition]
    has_newer: bool
    """Whether the shipped text has changed since a local version was made of it."""


@authoring.get("/exercises")
@requires(Permission.EXERCISES_WRITE)
def exercises() -> str:
    """Exercises by name: all, hers, what she has not published, what came with the product."""
    words, shown = request.args.get("q", ""), request.args.get("show", SHOWN[0])
    shown = shown if shown in SHOWN else SHOWN[0]
    rows = [row for row in _rows(asker().id) if _is_shown(row, shown) and _is_found(row, words)]
    page = page_of_rows(rows, CARDS)
    return render_template("authoring/exercises.html", page=page, q=words, shown=shown, choices=SHOWN)


@authoring.route("/exercises/new", methods=["GET", "POST"])
@requires(Permission.EXERCISES_WRITE)
def new_exercise() -> str | Response:
    """Name a new exercise and choose a text to start from."""
    form = NewExerciseForm()
    if not form.validate_on_submit():
        return render_template("authoring/new_exercise.html", form=form)
    title, sample = str(form.title.data), f"authoring/samples/{form.sample.data}.txt"
    written = begin_writing(
        asker().id, title, lambda code: render_template(sample, title=title, code=code), clock.now()
    )
    db.session.commit()
    return redirect(url_for(FACES[form.face.data], exercise_code=written.code))


def _rows(person_id: int) -> list[Row]:
    """Every exercise there is for her, by title."""
    own = {each.code: each for each in manuscripts_of(person_id) if each.language == "vi"}
    asked = courses_by_exercise()
    rows = [
        _row(version.exercise.code, version, own.pop(version.exercise.code, None), asked, person_id)
        for version in newest_versions()
    ]
    rows += [_row(code, None, draft, asked, person_id) for code, draft in own.items()]
    return sorted(rows, key=lambda row: (row.draft is None, fold(row.title), row.code))


def _row(
    code: str,
    version: ExerciseVersion | None,
    own: Manuscript | None,
    asked: dict[str, list[Edition]],
    person_id: int,
) -> Row:
    draft = own if own and (version is None or own.text != version.source_in("vi")) else None
    return Row(
        code=code,
        title=version.text("vi").title if version else (title_in(own.text) if own else "") or code,
        version=version,
        draft=draft,
        is_mine=own is not None or (version is not None and version.published_by_id == person_id),
        editions=asked.get(code, []),
        has_newer=version is not None and newer_shipped(version) is not None,
    )


def _is_shown(row: Row, shown: str) -> bool:
    return {
        "all": True,
        "mine": row.is_mine,
        "drafts": row.draft is not None,
        "shipped": row.version is not None and row.version.origin == "shipped",
    }[shown]


def _is_found(row: Row, words: str) -> bool:
    return all(word in fold(f"{row.title} {row.code}") for word in fold(words).split())
