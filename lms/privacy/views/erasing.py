"""Erasing a person: what is there, why, the code typed, and it is done. Cannot be taken back."""

from pathlib import Path

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.base.personal import Way
from lms.base.scheduling import run_soon
from lms.people.models import Person
from lms.privacy.formats.wording import BASES, REASONS, SORTS, WAYS
from lms.privacy.forms.erasing import SureForm, WhyForm
from lms.privacy.library import personal_map
from lms.privacy.models import Basis
from lms.privacy.queries import erasures, rows_about
from lms.privacy.rules.clearing import CLEAR
from lms.privacy.rules.erasing import Wish, check, erase
from lms.privacy.rules.tombstones import keep_tombstones
from lms.privacy.views.blueprint import privacy
from lms.web.access import Permission, asker, requires
from lms.web.freshness import fresh
from lms.web.i18n import said
from lms.web.paging import page_of

Answer = str | Response | tuple[str, int]


@privacy.route("/people/<int:person_id>/erase", methods=["GET", "POST"])
@requires(Permission.SYSTEM_ADMINISTER)
@fresh
def ask_why(person_id: int) -> Answer:
    """What is on record of somebody, what would become of it, and why it is to be erased."""
    person = _person(person_id)
    form = WhyForm()
    if form.validate_on_submit():
        sure = SureForm(person.code)
        sure.code.data = ""
        return render_template("privacy/make_sure.html", person=person, form=sure, BASES=BASES, Basis=Basis)
    return _asked(person, form), 422 if form.errors else 200


@privacy.post("/people/<int:person_id>/erase/for-good")
@requires(Permission.SYSTEM_ADMINISTER)
@fresh
def erase_person(person_id: int) -> Answer:
    """Erase, where the code was typed right."""
    person = _person(person_id)
    form = SureForm(person.code)
    if not form.validate():
        known = form.basis.data in {basis.value for basis in Basis} and form.reason.data
        if not known:
            return redirect(url_for("privacy.ask_why", person_id=person_id), 303)
        page = render_template("privacy/make_sure.html", person=person, form=form, BASES=BASES, Basis=Basis)
        return page, 422
    wish = Wish(Basis(form.basis.data), form.reason.data, asker().id)
    try:
        erase(personal_map(), person_id, wish)
        db.session.commit()
    except Refusal as refusal:
        db.session.rollback()
        flash(said(refusal.message), "error")
        return redirect(url_for("privacy.ask_why", person_id=person_id), 303)
    keep_tombstones(Path(current_app.instance_path))
    db.session.commit()
    run_soon(CLEAR)
    flash(_("The data was erased. It cannot be brought back."), "success")
    return redirect(url_for("privacy.show_map"), 303)


@privacy.get("/personal-data")
@requires(Permission.SYSTEM_ADMINISTER)
def show_map() -> str:
    """What the product keeps about people, and whose data was erased."""
    tables = [data for _table, data in personal_map().in_order() if data.whose]
    by_sort = {sort: [each for each in tables if each.sort is sort] for sort in SORTS}
    return render_template(
        "privacy/show_map.html",
        by_sort={sort: found for sort, found in by_sort.items() if found},
        erasures=page_of(erasures()),
        SORTS=SORTS,
        WAYS=WAYS,
        REASONS=REASONS,
        BASES=BASES,
    )


def of_person(person: Person) -> str:
    """On somebody's record: the way to erasing it, for those who may."""
    if person.id == asker().id or not asker().may(Permission.SYSTEM_ADMINISTER):
        return ""
    return render_template("privacy/of_person.html", person=person)


def _asked(person: Person, form: WhyForm) -> str:
    refused = None
    try:
        check(person, asker().id, clock.today())
    except Refusal as refusal:
        refused = refusal.message
    found = rows_about(personal_map(), person.id)
    return render_template(
        "privacy/ask_why.html",
        person=person,
        form=form,
        refused=refused,
        going=[rows for rows in found if rows.data.way is not Way.KEEP],
        staying=[rows for rows in found if rows.data.reason],
        sorts=list(dict.fromkeys(rows.data.sort for rows in found)),
        SORTS=SORTS,
        REASONS=REASONS,
    )


def _person(person_id: int) -> Person:
    """The person of the address; that her record was looked at is noted."""
    audit.note_access(asker().id, "erasing a person", person_id=person_id)
    db.session.commit()
    return db.session.get(Person, person_id) or abort(404)
