"""What the page of all components is filled with: fictional names, long ones among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from lms.base.messages import Message, message
from lms.web import tokens
from lms.web.charts import bar_height, line_chart
from lms.web.differences import beside
from lms.web.forms import Form
from lms.web.menu import MenuGroup, MenuItem, Section
from lms.web.paging import Page, Stretch

LOOKS = {
    "light": message("Light"),
    "dark": message("Dark"),
    "light-contrast": message("Light, high contrast"),
    "dark-contrast": message("Dark, high contrast"),
}

STATES = {
    "met": message("Met until 31/12/2027"),
    "due": message("Ends in 20 days"),
    "missing": message("Still missing"),
    "expired": message("Ended on 31/05/2026"),
    "waiting": message("Waits for approval"),
    "neutral": message("Not asked"),
}
"""What the state of each kind may say."""

ENTRIES = (message("Styleguide"), message("Another page"))
LONG_NAME = "Nguyễn Thị Hoàng Ngọc Phương Thảo"
LONG_PLACE = "Trung tâm Y tế khu vực Vĩnh Tường – Tam Dương – Tam Đảo"


class SampleForm(Form):
    """A field of every shape."""

    name = StringField(lazy_gettext("Full name"), [InputRequired(), Length(max=40)])
    note = StringField(lazy_gettext("Note"))
    secret = PasswordField(lazy_gettext("Password"), [InputRequired()])
    day = DateField(lazy_gettext("Day of the class"), [InputRequired()])
    kind = RadioField(
        lazy_gettext("Kind of unit"),
        [InputRequired()],
        choices=[SelectChoice("a", LONG_PLACE), SelectChoice("b", "Trạm Y tế xã Hội Thịnh")],
    )
    level = SelectField(
        lazy_gettext("Level shown"),
        [InputRequired()],
        choices=[SelectChoice("1", "1"), SelectChoice("2", "2")],
    )
    agree = BooleanField(lazy_gettext("I have seen the document"), [InputRequired()])
    text = TextAreaField(lazy_gettext("Text of the lesson"), [InputRequired()])


@dataclass(frozen=True)
class Measured:
    """Two colours, one on the other, and how far apart they are in a scheme."""

    ink: str
    ground: str
    least: float
    contrast: float
    ink_value: str
    ground_value: str


def measured(scheme: str) -> list[Measured]:
    """Every pair of colours that meets on a page."""
    values = tokens.colours(scheme)
    return [
        Measured(
            ink,
            ground,
            tokens.asked(least, scheme),
            tokens.contrast(values[ink], values[ground]),
            values[ink],
            values[ground],
        )
        for ink, ground, least in tokens.PAIRS
    ]


def samples(look: str) -> dict[str, Any]:
    """What the page needs; ``look`` is a scheme to force, or empty for the one of the device."""
    wrong = SampleForm(MultiDict(), prefix="wrong-", meta={"csrf": False})
    wrong.validate()
    return {
        "look": look,
        "looks": LOOKS,
        "forced": tokens.tokens().get(look, {}),
        "schemes": {scheme: tokens.colours(scheme) for scheme in tokens.SCHEMES},
        "sizes": {
            name: value for name, value in tokens.tokens()["light"].items() if not value.startswith("#")
        },
        "measured": {scheme: measured(scheme) for scheme in tokens.SCHEMES},
        "states": STATES,
        "long_name": LONG_NAME,
        "long_place": LONG_PLACE,
        "form": SampleForm(MultiDict({"text": _text()}), meta={"csrf": False}),
        "wrong": wrong,
        "page": Page(rows=[], number=2, total=180),
        "stretch": Stretch(rows=[], before=4711, is_newest=False),
        "pairs": beside(_text(), _text().replace("12", "24") + "\n" + gettext("A new last line.")),
        "trend": line_chart([12.0, 40.5, None, 61.0, 92.3], 80.0),
        "bar_height": bar_height,
        "sections": [
            _section(MenuGroup.FIGURES.value, ENTRIES[:1]),
            _section(MenuGroup.STAFF.value, ENTRIES),
        ],
    }


def _section(label: Message, entries: Iterable[Message]) -> Section:
    return Section(label, tuple((MenuItem(each, "web.styleguide"), each is ENTRIES[0]) for each in entries))


def _text() -> str:
    return str(gettext("# A lesson\nTell it within 12 hours.\nNever write the name of a real family."))
