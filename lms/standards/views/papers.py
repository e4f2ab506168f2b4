"""Old certificates that people hand in: a photo and what stands on it; and how each stands."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.base.photos import MIME_TYPES
from lms.people.models import Person
from lms.standards.forms.papers import PaperForm
from lms.standards.models import Competency
from lms.standards.policies import may_look_at
from lms.standards.queries import competencies_on, requirements_asked_of
from lms.standards.queries.papers import PaperState, paper_with_photo, papers_of
from lms.standards.rules.handing_in import hand_in
from lms.standards.views.blueprint import standards
from lms.web.access import asker, signed_in
from lms.web.i18n import said
from lms.web.safety import HARMLESS

A_PHOTO = 2_000_000  # bytes of one as the camera of a phone takes it
KINDS = {PaperState.WAITING: "waiting", PaperState.CONFIRMED: "met", PaperState.REFUSED: "missing"}
"""The shape that goes with a state."""


@standards.route("/papers/new", methods=["GET", "POST"])
@signed_in
def hand_in_paper() -> str | Answer | tuple[str, int]:
    """A photo of an old certificate, and what stands on it."""
    form = PaperForm.of(_competencies(asker()))
    if form.validate_on_submit():
        try:
            hand_in(asker().id, form.facts, form.picture)
            db.session.commit()
            flash(
                gettext("Handed in. The commune officer looks at it; here you see what comes of it."),
                "success",
            )
            return redirect(url_for("standards.list_papers"), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.photo.errors = [said(refusal.message)]
    page = render_template("standards/papers/hand_in_paper.html", form=form, typical=A_PHOTO)
    return (page, 422) if form.errors else page


@standards.get("/papers")
@signed_in
def list_papers() -> str:
    """What she has handed in, each with what came of it."""
    return render_template("standards/papers/list_papers.html", papers=papers_of(asker().id), kinds=KINDS)


@standards.get("/papers/<int:paper_id>/photo")
@signed_in
def paper_photo(paper_id: int) -> Response:
    """The picture, for herself and for who may confirm it: as a picture only, whatever is in it."""
    paper = paper_with_photo(paper_id)
    if paper is None or not may_look_at(asker(), paper):
        abort(404)
    if paper.person_id != asker().id:
        audit.note_access(asker().id, "photo of a paper", person_id=paper.person_id)
    response = Response(paper.photo, mimetype=MIME_TYPES[paper.kind])
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["Content-Disposition"] = f'inline; filename="{paper.id}.{paper.kind}"'
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    db.session.commit()
    return response


def _competencies(person: Person) -> list[Competency]:
    """What a paper may be for: first what her posts ask of her, then everything else."""
    today = clock.today()
    asked = {each.competency_id for each in requirements_asked_of(person.id, today)}
    return sorted(competencies_on(today), key=lambda each: (each.id not in asked, each.position, each.id))
