"""One's own certificates, their files, and what other pages show of them."""

from collections.abc import Collection

from flask import Blueprint, Response, abort, render_template

from certificates import queries
from certificates.models import Award
from courses.models import Enrolment
from lms.base import audit, clock
from lms.base.database import db
from lms.people.models import Person
from lms.web.access import asker, signed_in

SHOWN = 2  # certificates on the start page; the others stand a tap away

certificates = Blueprint("certificates", "certificates", template_folder="templates")


@certificates.get("/certificates")
@signed_in
def my_certificates() -> str:
    """What she was awarded, newest first."""
    return render_template(
        "certificates/my_certificates.html", awards=queries.awards_of(asker().id), today=clock.today()
    )


@certificates.get("/certificates/<int:award_id>.pdf")
@signed_in
def paper(award_id: int) -> Response:
    """The file, byte for byte as it was frozen; handing out that of somebody else is noted."""
    award = queries.readable_award(asker(), award_id)
    file = queries.file_of(award_id) if award else None
    if award is None or file is None or not file.content:
        abort(404)
    if award.person_id != asker().id:
        audit.note_access(asker().id, f"certificate {award.id}", person_id=award.person_id, exported=True)
    response = Response(file.content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{_file_name(award)}"'
    response.set_etag(file.sha256)
    db.session.commit()
    return response


def own_papers(*, person: Person) -> str:
    """On the start page: her newest certificates, if any, with how they stand."""
    awards = queries.awards_of(person.id)
    if not awards:
        return ""
    return render_template(
        "certificates/home.html", awards=awards[:SHOWN], count=len(awards), today=clock.today()
    )


def after_course(person: Person, enrolment: Enrolment) -> str:
    """On the page of a completed course: the certificate it gave, or that it is being made."""
    award = queries.award_for(enrolment.id)
    return render_template("certificates/after_course.html", award=award) if award else ""


def of_person(person: Person) -> str:
    """On the page of a person: her certificates."""
    awards = queries.awards_of(person.id)
    return (
        render_template("certificates/of_person.html", awards=awards, today=clock.today()) if awards else ""
    )


def of_rescored(*, person_ids: Collection[int], step_ids: Collection[int]) -> str:
    """Where a test is judged again: the certificates of those who would not have passed. None is touched."""
    awards = queries.issued_for(person_ids, step_ids) if person_ids else []
    if not awards:
        return ""
    return render_template("certificates/of_rescored.html", awards=awards, today=clock.today())


def _file_name(award: Award) -> str:
    return f"giay-chung-nhan-{award.year}-{award.number}.pdf"
