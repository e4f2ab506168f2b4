"""The notice about personal data: for everybody to read, and on the start page until it was read."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.privacy.rules.noticing import VERSION, has_read, note_read, notice
from lms.privacy.views.blueprint import privacy
from lms.web.access import asker, public, signed_in
from lms.web.i18n import language


@privacy.get("/privacy")
@public
def show_notice() -> str:
    """The notice in the language of the page; whoever is signed in says that she has read it."""
    person = asker()
    unread = person.is_authenticated and not has_read(person.id)
    text = Markup(notice(language()))  # noqa: S704 — our own text, sanitised by render
    return render_template("privacy/show_notice.html", text=text, version=VERSION, unread=unread)


@privacy.post("/privacy/read")
@signed_in
def read_notice() -> Response:
    """Keep that she has read the present version."""
    note_read(asker().id, clock.now())
    db.session.commit()
    flash(_("Thank you. The notice can be read again under “My data” at any time."), "success")
    return redirect(url_for("home.start"), 303)


def home(*, person: Person) -> str:
    """On the start page until she has read the present version: it waits, and keeps nobody from anything."""
    return "" if has_read(person.id) else render_template("privacy/home.html")
