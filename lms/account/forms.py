"""What is typed to sign in."""

from flask_babel import lazy_gettext
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired

from lms.web.forms import CleanStringField, Form


class SignInForm(Form):
    """Who, and the secret."""

    login = CleanStringField(
        lazy_gettext("Phone number or staff code"),
        [InputRequired(lazy_gettext("Type the phone number or the staff code."))],
        render_kw={
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": 64,
        },
    )
    secret = PasswordField(
        lazy_gettext("Password, or the code on the slip"),
        [InputRequired(lazy_gettext("Type the password or the code."))],
        render_kw={"autocomplete": "current-password", "maxlength": 128},
    )


class NewPasswordForm(Form):
    """A password to be, twice."""

    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired(lazy_gettext("Choose a password."))],
        render_kw={"autocomplete": "new-password", "maxlength": 128},
    )
    again = PasswordField(
        lazy_gettext("The same password again"),
        [
            InputRequired(lazy_gettext("Type the same password again.")),
            EqualTo("password", lazy_gettext("The two passwords are not the same. Type both again.")),
        ],
        render_kw={"autocomplete": "new-password", "maxlength": 128},
    )


class ChangePasswordForm(NewPasswordForm):
    """The same, with the password so far."""

    present = PasswordField(
        lazy_gettext("Present password"),
        [InputRequired(lazy_gettext("Type the present password."))],
        render_kw={"autocomplete": "current-password", "maxlength": 128},
    )


class ChooseNameForm(Form):
    """Which of several people."""

    person = StringField()
