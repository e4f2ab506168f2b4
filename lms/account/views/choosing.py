"""Choosing one's name where several people share a phone."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.account.forms import ChooseNameForm
from lms.account.queries import people_known_as
from lms.account.rules.throttling import TooManyTries, count_try
from lms.account.views.arriving import known_device
from lms.account.views.blueprint import account
from lms.account.views.loading import address
from lms.account.views.pending import chosen, login_of_choice
from lms.account.views.signing import Answer, go_on, too_many, wanted
from lms.base.database import db
from lms.web.access import public
from lms.web.asking import row_key


@account.route("/sign-in/name", methods=["GET", "POST"])
@public
def choose_name() -> Answer:
    """Which of the people who share this phone; only for whom the secret was right does it go on."""
    login = login_of_choice()
    if login is None:
        return redirect(url_for("account.sign_in", next=wanted()))
    form, people = ChooseNameForm(), people_known_as(login)
    if not form.validate_on_submit():
        return render_template("account/choose_name.html", form=form, people=people)
    match = chosen(request.form.get("person", 0, type=row_key))
    if match:
        return go_on(match, login)
    try:
        count_try(login, address(), known_device(login))
    except TooManyTries as refusal:
        return too_many("account/choose_name.html", form, refusal, people=people)
    db.session.commit()
    form.form_errors.append(_("The password or code does not belong to this name."))
    return render_template("account/choose_name.html", form=form, people=people)
