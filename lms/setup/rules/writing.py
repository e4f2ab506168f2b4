"""The settings file of an installation: written beside, put in its place once the database is committed."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.engine import make_url

from lms.base.founding import Answers
from lms.base.messages import Message, Refusal, message
from lms.base.settings_file import written
from lms.setup.rules.asking import ADDRESS, DATABASE

HEADING = """Settings of Lớp 520: NAME=value on lines of their own; a line that begins with # is a remark.
The environment wins over this file. Start again after a change.
Keep this file to yourself: it holds a key."""


class Overruled(Refusal):
    """The environment says something else, and it would win."""


class AlreadySetUp(Refusal):
    """The installation was set up before."""


def settings_of(answers: Answers, environment: Mapping[str, str]) -> dict[str, str]:
    """What the settings file will say. Raises :class:`Overruled`."""
    values = {
        "DEMO": "0",
        "SECRET_KEY": environment.get("SECRET_KEY") or secrets.token_hex(32),
        "PUBLIC_URL": answers[ADDRESS],
    }
    if answers[DATABASE]:
        values["DATABASE_URL"] = answers[DATABASE]
    for name in ("DEMO", "PUBLIC_URL", "DATABASE_URL"):
        set_to = environment.get(name, "").strip()
        if set_to and set_to != values.get(name):
            raise Overruled(
                message(
                    "The environment sets %(name)s to something else, and it would win. "
                    "Take it out of the environment, or answer the same.",
                    name=name,
                )
            )
    return values


def unfinished(place: Path) -> Path:
    """Where the settings stand until the database is committed."""
    return place.with_name(f"{place.name}.unfinished")


def write_beside(place: Path, values: Mapping[str, str]) -> None:
    """Write the settings beside their place, readable by their owner only, on the disk when it returns."""
    place.parent.mkdir(parents=True, exist_ok=True)
    growing = place.with_name(f"{place.name}.new")
    growing.unlink(missing_ok=True)
    handle = os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(written(values, HEADING))
        file.flush()
        os.fsync(file.fileno())
    growing.replace(unfinished(place))  # whole or not at all: whoever completes a setup believes it


def keep_to_ourselves(url: str) -> None:
    """Make the file of a SQLite database, where there is none, readable by its owner only."""
    parsed = make_url(url)
    if parsed.drivername == "sqlite" and parsed.database and not Path(parsed.database).exists():
        os.close(os.open(parsed.database, os.O_WRONLY | os.O_CREAT, 0o600))


def put_in_place(place: Path) -> None:
    """Let the settings that were written beside hold."""
    unfinished(place).replace(place)


def already(place: Path) -> Message:
    """What to do instead of setting up again."""
    return message(
        "This installation is set up already: %(file)s. Nothing was changed. Settings are changed in that "
        "file; administrators are added on the page of staff roles (/roles). To begin afresh, move the file "
        "and the database away first.",
        file=str(place),
    )
