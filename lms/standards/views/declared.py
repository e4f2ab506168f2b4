"""Declarations that wait: found by commune, competency and document, confirmed many at once."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.people.models import Person
from lms.places.rules.naming import full_name
from lms.standards.forms.declared import (
    ConfirmManyForm,
    FindDeclaredForm,
    key_of,
    keys_in,
    unit_keys_in,
)
from lms.standards.models import Competency
from lms.standards.queries import competencies_kept
from lms.standards.queries.declared import Waiting, Wanted, waiting_for, waiting_number
from lms.standards.rules.choosing_declared import Place, by_place, confirm_chosen, people_in
from lms.standards.views.blueprint import standards
from lms.web.access import Permission, asker, requires
from lms.web.paging import page_of_rows


@standards.get("/evidence/declared")
@requires(Permission.PEOPLE_SEE)
def list_declared() -> str:
    """What waits, commune by commune; narrowed, name by name."""
    waiting = _noted("list of declarations")
    places = by_place(waiting)
    form = _find_form(request.args, places)
    wanted = form.wanted
    chosen = [each for each in waiting if wanted.meets(each)]
    return render_template(
        "standards/declared/list_declared.html",
        form=form,
        places=places if len(places) > 1 and "unit" not in request.args else [],
        page=page_of_rows(chosen),
        people=people_in(chosen),
        competencies=_competencies(),
        units={each.unit.id: each.unit for each in places if each.unit},
        key_of=key_of,
    )


@standards.post("/evidence/declared/review")
@requires(Permission.PEOPLE_SEE)
def review_declared() -> str | Response:
    """The names of all that was chosen, before anything is written."""
    waiting = _noted("declarations to be confirmed")
    wanted = _wanted(waiting)
    return _review([each for each in waiting if wanted.meets(each)], ConfirmManyForm(formdata=None))


@standards.post("/evidence/declared/confirm")
@requires(Permission.PEOPLE_SEE)
def confirm_declared() -> str | Response | tuple[str, int]:
    """Answer for all that was looked at, with one document."""
    form = ConfirmManyForm()
    if not form.validate():
        waiting = _noted("declarations to be confirmed")
        wanted = Wanted(evidence_ids=form.chosen)
        shown = _review([each for each in waiting if wanted.meets(each)], form)
        return (shown, 422) if isinstance(shown, str) else shown
    number = confirm_chosen(asker(), form.chosen, form.document.data)
    db.session.commit()
    flash(
        ngettext("%(num)s declaration was confirmed.", "%(num)s declarations were confirmed.", number),
        "success" if number else "warning",
    )
    return redirect(url_for("standards.list_declared"), 303)


def decisions(*, person: Person) -> str:
    """The slot ``decisions``: how many declarations wait for her."""
    number = waiting_number(person) if person.may(Permission.PEOPLE_SEE) else 0
    return render_template("standards/declared/decisions.html", number=number) if number else ""


def _review(chosen: Sequence[Waiting], form: ConfirmManyForm) -> str | Response:
    if not chosen:
        flash(gettext("Nothing was chosen."), "warning")
        return redirect(url_for("standards.list_declared"), 303)
    form.evidence.data = " ".join(str(each.id) for each in chosen)
    return render_template(
        "standards/declared/review_declared.html",
        form=form,
        places=by_place(chosen),
        number=len(chosen),
        people=people_in(chosen),
        competencies=_competencies(),
    )


def _wanted(waiting: Sequence[Waiting]) -> Wanted:
    """What was chosen: whole communes, all that was found, or what was ticked."""
    if communes := unit_keys_in(request.form.getlist("commune")):
        return Wanted(communes)
    if "all" in request.form:
        return _find_form(request.form, by_place(waiting)).wanted
    return Wanted(evidence_ids=keys_in(request.form.getlist("evidence")))


def _find_form(sent: MultiDict[str, str], places: Sequence[Place]) -> FindDeclaredForm:
    names = {key_of(each.unit): full_name(each.unit) if each.unit else gettext("no post") for each in places}
    return FindDeclaredForm.of(sent, names, list(_competencies().values()))


def _competencies() -> dict[int, Competency]:
    return {each.id: each for each in competencies_kept()}


def _noted(subject: str) -> list[Waiting]:
    """What waits, once it is noted that its names were shown."""
    audit.note_access(asker().id, subject)
    db.session.commit()
    return waiting_for(asker(), clock.today())
