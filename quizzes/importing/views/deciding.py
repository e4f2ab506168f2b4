"""Looking a file over: each item as it will look, uncertain ones first with what has to be answered."""

from itertools import accumulate

from flask import Response as FlaskResponse
from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.authoring.formats.pictures import BadPicture, shrunk
from lms.base.database import db
from lms.base.foreign.encodings import Encoding
from lms.base.foreign.parts import pictures_in
from lms.base.markdown import TooHeavy, render
from lms.web.access import Permission, asker, requires
from lms.web.i18n import said
from lms.web.paging import page_of_rows
from lms.web.refusing import refusal_flashed
from quizzes.authoring.rules.looking import look_over
from quizzes.exercise.grammar import read_exercise
from quizzes.importing.formats.keeping import proposal_from_json
from quizzes.importing.formats.pictures import pictures_of
from quizzes.importing.formats.proposals import Asks, Lesson, Proposal, ProposalKind
from quizzes.importing.forms import answers_in
from quizzes.importing.models import MaterialFile
from quizzes.importing.queries import file_of
from quizzes.importing.rules.deciding import answer, choose_encoding, choose_kind
from quizzes.importing.views.blueprint import importing
from quizzes.importing.views.imports import problem_of

LEFT_OUT = "none"


@importing.get("/imports/<int:import_id>/files/<int:material_id>")
@requires(Permission.EXERCISES_WRITE)
def show_file(import_id: int, material_id: int) -> str:
    """A file as it was understood."""
    file = _mine(import_id, material_id)
    proposal = proposal_from_json(file.proposal) if file.proposal else None
    if proposal is None:
        return render_template("importing/show_unread.html", file=file, problem=problem_of(file))
    return render_template(
        f"importing/show_{proposal.kind}.html",
        file=file,
        proposal=proposal,
        asks=Asks,
        **_shown(file, proposal),
    )


@importing.post("/imports/<int:import_id>/files/<int:material_id>/kind")
@requires(Permission.EXERCISES_WRITE)
def choose_file_kind(import_id: int, material_id: int) -> Response:
    """Take a file up as another kind, or leave it out."""
    _mine(import_id, material_id)
    given = request.form.get("kind", "")
    if given not in (LEFT_OUT, *ProposalKind):
        abort(400)
    with refusal_flashed():
        choose_kind(asker().id, import_id, material_id, None if given == LEFT_OUT else ProposalKind(given))
        db.session.commit()
    return redirect(url_for("importing.show_import", import_id=import_id, _anchor=f"file-{material_id}"), 303)


@importing.post("/imports/<int:import_id>/files/<int:material_id>/encoding")
@requires(Permission.EXERCISES_WRITE)
def choose_file_encoding(import_id: int, material_id: int) -> Response:
    """Read a file in the encoding in which it can be read."""
    _mine(import_id, material_id)
    given = request.form.get("encoding", "")
    if given not in tuple(Encoding):
        abort(400)
    with refusal_flashed():
        choose_encoding(asker().id, import_id, material_id, Encoding(given))
        db.session.commit()
    return redirect(url_for("importing.show_file", import_id=import_id, material_id=material_id), 303)


@importing.post("/imports/<int:import_id>/files/<int:material_id>/answers")
@requires(Permission.EXERCISES_WRITE)
def answer_file(import_id: int, material_id: int) -> Response:
    """Keep which answers are right, and what is left out."""
    _mine(import_id, material_id)
    with refusal_flashed():
        file = answer(asker().id, import_id, material_id, answers_in(request.form))
        db.session.commit()
        if file.open:
            flash(gettext("Saved. %(count)d more to answer.", count=len(file.open)), "success")
            return redirect(url_for("importing.show_file", import_id=import_id, material_id=material_id), 303)
        flash(gettext("Saved. Everything in this file is answered."), "success")
    return redirect(url_for("importing.show_import", import_id=import_id), 303)


@importing.get("/imports/<int:import_id>/files/<int:material_id>/pictures/<int:number>")
@requires(Permission.EXERCISES_WRITE)
def show_picture(import_id: int, material_id: int, number: int) -> FlaskResponse:
    """A picture of a lesson or question, made small and anew: what lies about being one is none (404)."""
    file = _mine(import_id, material_id)
    pictures = pictures_of(proposal_from_json(file.proposal)) if file.proposal else []
    if number >= len(pictures) or file.content is None:
        abort(404)
    part = pictures[number].part
    try:
        shown = shrunk(pictures_in(file.content, [part]).get(part, b""))
    except BadPicture:
        abort(404)
    answer = make_response(shown.body)
    answer.mimetype = f"image/{'jpeg' if shown.kind == 'jpg' else shown.kind}"
    return answer


def _mine(import_id: int, material_id: int) -> MaterialFile:
    file = file_of(asker().id, import_id, material_id)
    if file is None or file.material_import.taken_at is not None:
        abort(404)
    return file


def _shown(file: MaterialFile, proposal: Proposal) -> dict[str, object]:
    """What the page of a kind shows besides."""
    if proposal.kind is ProposalKind.QUESTIONS:
        open_first = sorted(
            enumerate(proposal.items), key=lambda each: (each[0] not in file.open, each[0] not in file.asked)
        )
        counts = [len(item.pictures) for item in proposal.items]
        return {"page": page_of_rows(open_first), "first_pictures": list(accumulate(counts, initial=0))}
    if proposal.kind is ProposalKind.EXERCISE:
        return {"look": look_over(proposal.text, read_exercise(proposal.text)[0].code)}
    return {"lessons": [(lesson, _rendered(lesson)) for lesson in proposal.lessons]}


def _rendered(lesson: Lesson) -> str:
    """A lesson as learners will see it; a text that is too heavy says so instead."""
    try:
        return render(lesson.text)
    except TooHeavy as refusal:
        return said(refusal.message)
