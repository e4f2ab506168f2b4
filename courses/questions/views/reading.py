"""Reading what came of questions: one's own, and what others asked about a section."""

from flask import Response, abort, render_template

from courses.models import Step
from courses.queries import course_by_slug, enrolment, newest_edition, steps_of
from courses.questions.formats.telling import REASONS
from courses.questions.models import Question
from courses.questions.queries import faq_of, questions_of
from courses.questions.rules.placing import place_of
from courses.questions.views.blueprint import questions
from lms.web.access import asker, signed_in
from lms.web.keeping import may_be_kept
from lms.web.paging import page_of


@questions.get("/my-questions")
@signed_in
def my_questions() -> str:
    """What she asked, the newest first, with the answers."""
    return render_template(
        "questions/my_questions.html", page=page_of(questions_of(asker())), reasons=REASONS
    )


@questions.get("/learn/<string:slug>/<int:number>/faq")
@signed_in
def faq(slug: str, number: int) -> Response:
    """What others asked about a section, and the answers."""
    course = course_by_slug(slug) or abort(404)
    taken = enrolment(asker().id, course.id)
    edition = taken.edition if taken else newest_edition(course.id) or abort(404)
    steps = [step for step in steps_of(edition.id) if step.section.ordinal == number] or abort(404)
    return may_be_kept(
        render_template(
            "questions/faq.html",
            edition=edition,
            section=steps[0].section,
            groups=answered_about(course.id, steps),
        )
    )


def answered_about(course_id: int, steps: list[Step]) -> list[tuple[Step, list[Question]]]:
    """The steps about which there is something to read, with what."""
    places = {step.id: place_of(step) for step in steps}
    found = faq_of(course_id, set(places.values()))
    return [(step, found[places[step.id]]) for step in steps if found[places[step.id]]]
