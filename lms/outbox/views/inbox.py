"""One's inbox: what one was told, and where it goes by e-mail too."""

from flask import abort, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.base.database import db
from lms.base.messages import Refusal
from lms.outbox.forms import EmailForm, TextsForm
from lms.outbox.queries import inbox_of, message_for, number_unread, wants_texts
from lms.outbox.rules.addressing import agree_to_texts, keep_email
from lms.outbox.rules.reading import open_message as read
from lms.outbox.views.blueprint import outbox
from lms.people.models import Person
from lms.web.access import asker, signed_in
from lms.web.i18n import said
from lms.web.paging import page_of


@outbox.get("/inbox")
@signed_in
def list_messages() -> str:
    """What she was told, the newest first."""
    return _inbox(EmailForm(email=asker().email))


@outbox.get("/inbox/<int:message_id>")
@signed_in
def show_message(message_id: int) -> str:
    """One message."""
    message = message_for(asker().id, message_id) or abort(404)
    return render_template("outbox/show_message.html", message=message)


@outbox.post("/inbox/<int:message_id>/open")
@signed_in
def open_message(message_id: int) -> Response:
    """Open a message: from now on it counts as read."""
    if read(asker().id, message_id) is None:
        abort(404)
    db.session.commit()
    return redirect(url_for("outbox.show_message", message_id=message_id), 303)


@outbox.post("/inbox/e-mail")
@signed_in
def change_email() -> str | Response | tuple[str, int]:
    """Keep or forget the address where her messages go too."""
    form = EmailForm()
    if form.validate():
        try:
            keep_email(asker().id, form.email.data or "")
            db.session.commit()
        except Refusal as refusal:
            db.session.rollback()
            form.email.errors = [said(refusal.message)]
        else:
            flash(
                _("The address was saved.") if form.email.data else _("No e-mail is sent any more."),
                "success",
            )
            return redirect(url_for("outbox.list_messages"), 303)
    return _inbox(form), 422


@outbox.post("/inbox/texts")
@signed_in
def change_texts() -> Response:
    """Agree to text messages, or take it back."""
    form = TextsForm()
    if not form.validate() or not _texts_are_sent():
        abort(404)
    agree_to_texts(asker().id, wanted=form.wanted.data)
    db.session.commit()
    flash(_("It was noted."), "success")
    return redirect(url_for("outbox.list_messages"), 303)


def unread() -> int:
    """How many messages the asker has not opened; asked once for a page."""
    if "unread" not in g:
        g.unread = number_unread(asker().id)
    return int(g.unread)


def home(*, person: Person) -> str:
    """On the start page: that something waits in her inbox."""
    return render_template("outbox/home.html", number=unread()) if unread() else ""


def _inbox(form: EmailForm) -> str:
    texts = TextsForm(formdata=None, wanted=wants_texts(asker().id)) if _texts_are_sent() else None
    page = page_of(inbox_of(asker().id))
    return render_template("outbox/list_messages.html", page=page, form=form, texts=texts)


def _texts_are_sent() -> bool:
    return current_app.extensions["config"].sms_url is not None
