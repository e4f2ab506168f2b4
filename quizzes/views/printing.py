"""Exercises on paper, for those without a phone: what can be printed of a step, and the files."""

from collections.abc import Sequence

from flask import Response, abort, render_template, request

from courses.models import Step
from courses.pdf.figures import figures_of
from courses.queries import kept_pictures
from lms.base import audit, clock
from lms.base.database import db
from lms.web.access import Permission, asker, requires
from lms.web.addresses import base_address
from lms.web.asking import row_key
from lms.web.i18n import language
from lms.web.keeping import may_be_kept
from quizzes.exercise.graph import Kind
from quizzes.exercise.paper import sheet_code
from quizzes.pdf.book import Printed, draw_books, pictures_in
from quizzes.pdf.papers import book_for, sheet_for
from quizzes.queries.exercises import version
from quizzes.queries.forms import open_forms
from quizzes.queries.helping import own_steps
from quizzes.views.blueprint import quizzes
from quizzes.views.helping import exercise_or_404, in_other_words, people_here
from quizzes.views.play import step_url


@quizzes.get("/paper/<int:step_id>")
@requires(Permission.STAFFING_IMPORT)
def paper_of(step_id: int) -> Response:
    """What can be printed of an exercise, and where its results are entered."""
    audit.note_access(asker().id, f"exercise on paper {step_id}")
    db.session.commit()
    step = exercise_or_404(step_id)
    people, more = people_here()
    pinned = version(step.frozen["version"])
    is_test = pinned.kind is Kind.ASSESSMENT
    own = own_steps(step, [each.id for each in people])
    page = render_template(
        "quizzes/paper_of.html",
        step=step,
        code=sheet_code(step.id),
        version=pinned,
        title=pinned.text(language()).title,
        is_test=is_test,
        is_story=pinned.exercise_in("vi").is_scenario,
        people=people,
        more=more,
        commune=request.args.get("commune", ""),
        others=[] if is_test else in_other_words(step, people, own),
        ready=len(open_forms(own)) if is_test else 0,
    )
    return may_be_kept(page)


@quizzes.get("/paper/<int:step_id>/book.pdf")
@requires(Permission.STAFFING_IMPORT)
def print_book(step_id: int) -> Response:
    """The story or the questions of a step; with the name of one of her people, or with room to write one."""
    step = exercise_or_404(step_id)
    pinned = version(step.frozen["version"])
    if pinned.kind is Kind.ASSESSMENT:
        abort(404)
    wanted = request.args.get("person", type=row_key)
    named = {each.id: f"{each.full_name} · {each.code}" for each in people_here()[0]} if wanted else {}
    if wanted:
        if wanted not in named:
            abort(404)
        audit.note_access(asker().id, f"sheets of {step_id}", person_id=wanted, exported=True)
        db.session.commit()
    book = book_for(step, pinned, language(), named[wanted] if wanted else "", _address(step))
    return _file([book])


@quizzes.get("/paper/<int:step_id>/sheets.pdf")
@requires(Permission.STAFFING_IMPORT)
def print_sheets(step_id: int) -> Response:
    """The sheets of a test, one for each of her people for whom questions were drawn."""
    step = exercise_or_404(step_id)
    people = people_here()[0]
    forms = open_forms(own_steps(step, [each.id for each in people]))
    if not forms:
        abort(404)
    audit.note_access(asker().id, f"sheets of {step_id} for {len(forms)} people", exported=True)
    db.session.commit()
    hers = [forms[each.id] for each in people if each.id in forms]
    return _file([sheet_for(form, form.step, language(), _address(form.step)) for form in hers])


def _address(step: Step) -> str:
    return f"{base_address()}{step_url(step)}"


def _file(books: Sequence[Printed]) -> Response:
    figures = figures_of(kept_pictures(pictures_in(books)))
    answer = Response(draw_books(books, clock.today(), figures), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{books[0].code}.pdf"'
    return answer
