"""Withdrawing editions and courses, offering them again, and going on in a newer edition."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from courses.editions.forms import WithdrawalForm
from courses.editions.queries import in_the_middle, withdrawals_of
from courses.editions.rules.withdrawing import offer_again
from courses.editions.rules.withdrawing import withdraw as withdraw_it
from courses.editions.views.blueprint import editions
from courses.editions.views.history import find_course
from courses.models import Course, Edition
from courses.queries import newest_edition, published_edition
from courses.rules.progress import continue_in_newer
from lms.base import clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.web.access import Permission, asker, requires, signed_in
from lms.web.i18n import said


@editions.get("/courses/<string:slug>/withdraw")
@requires(Permission.EXERCISES_WRITE)
def confirm_withdrawal(slug: str) -> str:
    """What withdrawing an edition (``?edition=``) or the whole course means, and for whom."""
    return _page(find_course(slug), _edition_asked(slug), WithdrawalForm(formdata=None))


@editions.post("/courses/<string:slug>/withdraw")
@requires(Permission.EXERCISES_WRITE)
def withdraw(slug: str) -> Response | tuple[str, int]:
    """Withdraw it; whoever is in the middle is told."""
    course, edition, form = find_course(slug), _edition_asked(slug), WithdrawalForm()
    if not form.validate():
        return _page(course, edition, form), 422
    try:
        withdraw_it(course, edition, reason=form.reason.data, by=asker().id, now=clock.now())
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        form.reason.errors = [said(refusal.message)]
        return _page(course, edition, form), 409
    flash(gettext("Withdrawn. Whoever is in the middle of it was told."), "success")
    return redirect(url_for("editions.list_editions", slug=slug), 303)


@editions.post("/courses/<string:slug>/withdrawals/<int:withdrawal_id>/undo")
@requires(Permission.EXERCISES_WRITE)
def undo_withdrawal(slug: str, withdrawal_id: int) -> Response:
    """Offer it again."""
    found = [each for each in withdrawals_of(find_course(slug).id) if each.id == withdrawal_id]
    withdrawal = found[0] if found else abort(404)
    try:
        offer_again(withdrawal, by=asker().id, now=clock.now())
        db.session.commit()
        flash(gettext("Offered again. Whoever is in the middle of it was told."), "success")
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "warning")
    return redirect(url_for("editions.list_editions", slug=slug), 303)


@editions.post("/learn/<string:slug>/go-on")
@signed_in
def go_on(slug: str) -> Response:
    """Go on in the newer edition, with what she has done of the same lessons."""
    if continue_in_newer(asker().id, find_course(slug), now=clock.now()) is None:
        abort(404)
    db.session.commit()
    flash(gettext("You are in the newer edition now. What is the same in it counts as done."), "success")
    return redirect(url_for("courses.course", slug=slug), 303)


def _edition_asked(slug: str) -> Edition | None:
    number = request.args.get("edition", type=int)
    return None if number is None else published_edition(slug, number) or abort(404)


def _page(course: Course, edition: Edition | None, form: WithdrawalForm) -> str:
    concerned = [edition] if edition else [each for each in course.editions if not each.withdrawn_at]
    newest = newest_edition(course.id)
    begun_then = next(
        (each for each in reversed(course.editions) if not each.withdrawn_at and each not in concerned), None
    )
    return render_template(
        "editions/confirm_withdrawal.html",
        course=course,
        edition=edition,
        newest=newest,
        begun_then=begun_then,
        people=len(in_the_middle([each.id for each in concerned])),
        form=form,
    )
