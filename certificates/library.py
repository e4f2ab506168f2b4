"""The shipped designs, read from ``certificates/designs/<name>/design.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from certificates.models import Design
from lms.base.messages import Refusal, message

WORDS = ("title", "opening", "completed", "by_itself")
COLOURS = ("ink", "accent", "frame", "wash")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BrokenDesign(Refusal):
    """A design cannot be used; the sentence names its folder and the key."""


@cache
def design(name: str) -> Design:
    """The design of that name. Raises :class:`BrokenDesign` where there is none or it is incomplete."""
    path = files("certificates") / "designs" / name / "design.toml"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise BrokenDesign(message("There is no certificate design “%(name)s”.", name=name))
    return read_design(name, path.read_text("utf-8"))


def design_names() -> list[str]:
    """The names of all shipped designs."""
    return sorted(folder.name for folder in (files("certificates") / "designs").iterdir() if folder.is_dir())


def read_design(name: str, text: str) -> Design:
    """A design from the text of its file."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenDesign(
            message("%(name)s/design.toml: %(problem)s", name=name, problem=str(error))
        ) from error
    colours = table.get("colours", {})
    words = {key: _word(name, table, key) for key in WORDS}
    return Design(name=name, **words, **{key: _colour(name, colours, key) for key in COLOURS})


def _word(name: str, table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BrokenDesign(message("%(name)s/design.toml: “%(key)s” must be a text.", name=name, key=key))
    return value


def _colour(name: str, table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise BrokenDesign(
            message("%(name)s/design.toml: “colours.%(key)s” must be like #8a1c22.", name=name, key=key)
        )
    return value
