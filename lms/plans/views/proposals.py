"""Which classes close most gaps, in the browser: the question, the proposed classes with names, the plan."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.activities.models import HALVES
from lms.activities.queries import organisations_on
from lms.activities.rules.planning import HalfDayKey
from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.queries import staff_kinds
from lms.plans.forms.proposals import ProposalForm
from lms.plans.rules.proposing import Chosen, Question, plan_classes
from lms.plans.rules.proposing import propose_classes as find_classes
from lms.plans.views.blueprint import plans
from lms.web.access import Permission, asker, requires
from lms.web.asking import row_key
from lms.web.filters import day as written_day
from lms.web.i18n import said


@plans.get("/activities/proposals")
@requires(Permission.ACTIVITIES_RUN)
def propose_classes() -> str | tuple[str, int]:
    """Which classes would close most gaps, with the names of everybody in them and of who is left."""
    form = _form()
    if not form.was_asked:
        form.add_rows()
        return _page(form)
    if not form.validate():
        return _page(form), 422
    audit.note_access(asker().id, "proposed classes: names")
    db.session.commit()
    question = form.question()
    return _page(form, question=question, proposed=find_classes(asker(), question))


@plans.post("/activities/proposals")
@requires(Permission.ACTIVITIES_RUN)
def plan_proposed() -> str | Response | tuple[str, int]:
    """Put the chosen classes of a proposal into the plan, with their rosters."""
    form = _form()
    if not form.was_asked or not form.validate():
        return _page(form), 422
    question = form.question()
    chosen = _chosen(question)
    if not chosen:
        flash(_("No class was chosen."), "warning")
        return _back()
    try:
        planned = plan_classes(asker(), question, chosen, by=asker().id)
        year, number = planned[0].valid_from.year, len(planned)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
        return _back()
    flash(
        ngettext(
            "%(num)s class is in the plan now, with its roster.",
            "%(num)s classes are in the plan now, with their rosters.",
            number,
        ),
        "success",
    )
    return redirect(url_for("activities.list_activities", year=year), 303)


def _form() -> ProposalForm:
    return ProposalForm(asker(), list(db.session.scalars(staff_kinds())))


def _page(form: ProposalForm, **found: object) -> str:
    """The question, and what was found."""
    return render_template(
        "plans/proposals/propose_classes.html",
        form=form,
        organisations=organisations_on(clock.today()),
        when=when,
        **{"question": None, "proposed": None, **found},
    )


def _back() -> Response:
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{url_for('plans.propose_classes')}?{query}", 303)


def _chosen(question: Question) -> list[Chosen]:
    """The ticked classes as they were shown: topic, place and time, and who sits in them."""
    found = []
    for number in request.form.getlist("class", type=row_key):
        keys = _keys(request.form.get(f"class-{number}", ""))
        people = tuple(_keys(request.form.get(f"people-{number}", "")))
        limits = [len(question.wanted), len(question.halls), len(question.times)]
        if people and len(keys) == 3 and all(key < limit for key, limit in zip(keys, limits, strict=True)):
            topic, place, time = keys
            found.append(Chosen(topic, place, time, people))
    return found


def _keys(text: str) -> list[int]:
    try:
        return [row_key(each) for each in text.split()]
    except ValueError:
        return []


def when(half_days: tuple[HalfDayKey, ...]) -> str:
    """``sáng 02/06/2026``; a whole day by its date alone."""
    days: dict[date, list[str]] = {}
    for day, half in half_days:
        days.setdefault(day, []).append(said(HALVES[half]))
    return "; ".join(
        f"{halves[0]} {written_day(day)}" if len(halves) == 1 else written_day(day)
        for day, halves in days.items()
    )
