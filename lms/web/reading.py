"""How pages look to weak eyes: the size of type and the contrast, chosen once for a phone and kept there in a
cookie, which the pages that the server draws and the scripts of lessons both read."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from markupsafe import Markup
from werkzeug.wrappers import Response

from lms.base.messages import message
from lms.web.access import public
from lms.web.asking import same_site_path
from lms.web.phone import PhoneScript

reading = Blueprint("reading", "lms.web")

COOKIE = "look"
SIZES = (18, 21, 24, 28)
"""Of running text, in CSS pixels; a look names one of them by its place, from 1."""
A_YEAR_AND_A_MONTH = 34_560_000  # seconds: as long as a browser keeps a cookie

AT_ONCE = "document.documentElement.dataset.look=(/\\blook=(\\w+)/.exec(document.cookie)||[0,1])[1]"
"""The script in the head of every page, so that nothing is painted in the wrong size: pages that a phone
keeps, and lessons, which are the same for everybody, do not know what was chosen."""

AT_ONCE_HASH = "sha256-" + b64encode(hashlib.sha256(AT_ONCE.encode()).digest()).decode()
"""How a policy names it."""

_CODE = re.compile(r"([1-4])(c?)")
_SCRIPTS = Path(__file__).parent / "static" / "js"


@dataclass(frozen=True)
class Look:
    """A choice of size and contrast."""

    size: int = 1
    """Its place in :data:`SIZES`, from 1."""
    contrast: bool = False

    @property
    def code(self) -> str:
        """How it is written in the cookie and on the page: ``1`` to ``4``, with ``c`` for high contrast."""
        return f"{self.size}{'c' if self.contrast else ''}"

    @property
    def smaller(self) -> "Look":
        """One size down; the smallest stays."""
        return replace(self, size=max(self.size - 1, 1))

    @property
    def larger(self) -> "Look":
        """One size up; the largest stays."""
        return replace(self, size=min(self.size + 1, len(SIZES)))

    @property
    def other_contrast(self) -> "Look":
        """The same size with the other contrast."""
        return replace(self, contrast=not self.contrast)

    def sized(self, size: int) -> "Look":
        """The same contrast in another size."""
        return replace(self, size=size)


def read_look(code: str | None) -> Look | None:
    """The choice that a code stands for; None for what is none."""
    found = _CODE.fullmatch(code or "")
    return Look(int(found[1]), bool(found[2])) if found else None


def look() -> Look:
    """What was chosen on the phone that asks."""
    return read_look(request.cookies.get(COOKIE)) or Look()


def look_attribute() -> Markup:
    """What the tag of the whole page says of the choice, for browsers without script."""
    chosen = look()
    return Markup(' data-look="{}"').format(chosen.code) if chosen != Look() else Markup()


@reading.record_once
def _tell_templates(state: BlueprintSetupState) -> None:
    """Give templates ``chosen_look``, and what the tag and the head of a page need for it."""
    state.app.jinja_env.globals.update(
        chosen_look=look, look_attribute=look_attribute, look_at_once=AT_ONCE, look_sizes=SIZES
    )


@reading.get("/settings/reading")
@public
def show_reading() -> str:
    """Sizes to choose from, the contrast, and the voice that reads aloud."""
    return render_template("web/show_reading.html")


@reading.post("/settings/reading")
@public
def choose_look() -> Response:
    """Keep the choice on the phone and go back to the page; what scripts do by themselves."""
    chosen = read_look(request.form.get("look"))
    if chosen is None:
        abort(400)
    answer = redirect(same_site_path(request.form.get("back")), 303)
    answer.set_cookie(
        COOKIE,
        chosen.code,
        max_age=A_YEAR_AND_A_MONTH,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )
    return answer


SCRIPTS = (
    PhoneScript(
        _SCRIPTS / "look.js",
        {
            "look": message("Size and contrast"),
            "smaller": message("Smaller type"),
            "size": message("Size %(size)s of %(count)s"),
            "larger": message("Larger type"),
            "contrast": message("High contrast"),
        },
    ),
    PhoneScript(_SCRIPTS / "marking.js"),
    PhoneScript(
        _SCRIPTS / "reading.js",
        {
            "listen": message("Read aloud"),
            "listening": message("Reading aloud"),
            "before": message("Sentence before"),
            "after": message("Next sentence"),
            "pause": message("Pause"),
            "play": message("Go on reading"),
            "slow": message("Read slowly"),
            "close": message("Stop reading aloud"),
            "voice": message(
                "This phone has no voice for this language yet. Open the phone's Settings, look for"
                " “text-to-speech”, choose Google and download the voice; then open this page again."
            ),
        },
    ),
    PhoneScript(_SCRIPTS / "pictures.js"),
    PhoneScript(
        _SCRIPTS / "recording.js",
        {
            "loading": message("Loading…"),
            "failed": message("It could not be loaded. Please try again with a network."),
        },
    ),
)
"""What the script of every page gets from here."""
