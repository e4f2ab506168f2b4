"""All that is held about oneself: to see, to take along, and to ask something about."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.base.messages import Refusal
from lms.privacy.formats.looks import what_was_seen
from lms.privacy.formats.own_data import data_file, grouped
from lms.privacy.formats.wording import OUTCOMES, REASONS, SORTS, WANTED
from lms.privacy.forms.requesting import AskForm
from lms.privacy.library import personal_map
from lms.privacy.models import Wanted
from lms.privacy.queries import held_about, looks_at, names_in, requests_of, with_people
from lms.privacy.rules.requesting import ask
from lms.privacy.views.blueprint import privacy
from lms.web.access import asker, signed_in
from lms.web.files import sent
from lms.web.i18n import said
from lms.web.menu import stands_under
from lms.web.paging import page_of

SHOWN = 10  # rows of each table on the page; the file has them all


@privacy.route("/my-data", methods=["GET", "POST"])
@signed_in
@stands_under("account.show_account")
def my_data() -> str | Response | tuple[str, int]:
    """What is held about her, in plain words; where she asks for a correction or for erasing."""
    form = AskForm()
    if form.validate_on_submit():
        try:
            row = ask(asker().id, Wanted(form.wanted.data), form.words.data, clock.now())
            db.session.commit()
            flash(
                _("Your request was kept. You get an answer by %(day)s.", day=f"{row.due_on:%d/%m/%Y}"),
                "success",
            )
            return redirect(url_for("privacy.my_data"), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.form_errors.append(said(refusal.message))
    held = held_about(personal_map(), asker().id, SHOWN)
    looks = page_of(looks_at(asker().id))
    page = render_template(
        "privacy/my_data.html",
        form=form,
        groups=grouped(held, names_in(held)),
        reasons=sorted({each.data.reason for each in held if each.data.reason}),
        looks=with_people(looks.rows),
        page=looks,
        requests=requests_of(asker().id),
        seen=what_was_seen,
        today=clock.today(),
        SORTS=SORTS,
        REASONS=REASONS,
        WANTED=WANTED,
        OUTCOMES=OUTCOMES,
    )
    return page, 422 if form.errors else 200


def on_account() -> str:
    """On the page of one's account: the way to one's data."""
    return render_template("privacy/on_account.html")


@privacy.get("/my-data.zip")
@signed_in
def my_data_file() -> Response:
    """All of it in one file, to be read and to be read by a program."""
    person_id = asker().id
    audit.note_access(person_id, "my data", person_id=person_id, exported=True)
    db.session.commit()
    held = held_about(personal_map(), person_id)
    return sent(data_file(held, names_in(held), clock.now()), "zip", f"du-lieu-cua-toi-{clock.today()}")
