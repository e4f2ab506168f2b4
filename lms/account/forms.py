"""What is typed to sign in."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import AnyOf, EqualTo, InputRequired, Length

from lms.account.models import DeviceKind
from lms.web.forms import CleanStringField, Form

DIGITS = {"autocomplete": "off", "inputmode": "numeric", "pattern": "[0-9]*", "maxlength": 4}


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
    borrowed = BooleanField(lazy_gettext("This phone or computer is borrowed"))


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


class ConfirmForm(Form):
    """The secret of whoever is signed in, once more."""

    secret = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(lazy_gettext("Type the password."))],
        render_kw={"autocomplete": "current-password", "maxlength": 128},
    )


class ConfirmByPinForm(Form):
    """The same of somebody without a password."""

    secret = PasswordField(
        lazy_gettext("PIN"),
        [InputRequired(lazy_gettext("Type the four digits of the PIN."))],
        render_kw=DIGITS,
    )


class ChooseNameForm(Form):
    """Which of several people."""

    person = StringField()


class WhoseDeviceForm(Form):
    """Two buttons that send it say whose the device is."""

    kind = StringField(validators=[AnyOf([kind.value for kind in DeviceKind])])

    @property
    def device_kind(self) -> DeviceKind:
        """The button that was pressed."""
        return DeviceKind(self.kind.data)


class CardForm(WhoseDeviceForm):
    """What the QR code of a card says; the page's script fills it in."""

    token = HiddenField(validators=[InputRequired(lazy_gettext("Scan the card again."))])


class CardCodeForm(WhoseDeviceForm):
    """The code printed on a card."""

    code = CleanStringField(
        lazy_gettext("The code on the card"),
        [InputRequired(lazy_gettext("Type the code that is printed on the card."))],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": 20,
        },
    )


class _MarkedForm(Form):
    """With a mark by which the phone hears that the PIN was right which it has typed here."""

    mark = HiddenField(validators=[Length(max=36)])


class PinForm(_MarkedForm):
    """Four digits."""

    pin = PasswordField(
        lazy_gettext("PIN"),
        [InputRequired(lazy_gettext("Type the four digits of the PIN."))],
        render_kw=DIGITS,
    )


class NewPinForm(_MarkedForm):
    """A PIN to be, twice."""

    pin = PasswordField(
        lazy_gettext("New PIN: four digits"),
        [InputRequired(lazy_gettext("Type the four digits of the PIN."))],
        render_kw=DIGITS,
    )
    again = PasswordField(
        lazy_gettext("The same PIN again"),
        [
            InputRequired(lazy_gettext("Type the same PIN again.")),
            EqualTo("pin", lazy_gettext("The two PINs are not the same. Type both again.")),
        ],
        render_kw=DIGITS,
    )


class ChangePinForm(NewPinForm):
    """The same, with the PIN so far."""

    present = PasswordField(
        lazy_gettext("Present PIN"), [InputRequired(lazy_gettext("Type the present PIN."))], render_kw=DIGITS
    )
