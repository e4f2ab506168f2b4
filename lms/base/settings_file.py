"""The settings file: ``NAME=value`` on lines of their own, read before the environment, which wins.

It is read whole or not at all: what cannot be meant as it stands is refused with file, line and what is
expected, since a setting that is silently left out shows months later.
"""

import os
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from lms.config import SECRETS, SETTINGS, BadSetting, Config, Setting, content_of, read_config

FILE_NAME = "lop520.env"
PLACE = "SETTINGS_FILE"
"""The environment variable that names another settings file; empty for none."""
_BY_NAME = {setting.name: setting for setting in SETTINGS}
_IN_FILE = "_FILE"
_QUOTES = ("'", '"')
_CURLED = ("“", "”", "„", "‘", "’", "«", "»")  # as Word and phones write them
_REMARK = re.compile(r"\s#")


class Line(NamedTuple):
    """A setting as it stands in the file."""

    number: int
    name: str
    value: str


def place_of(instance: Path, environment: Mapping[str, str]) -> Path | None:
    """Where the settings file is looked for; None where the environment wants none."""
    named = environment.get(PLACE)
    if named is None:
        return instance / FILE_NAME
    return Path(named) if named.strip() else None


def from_environment(instance: Path, *, may_lack: bool = False) -> Config:
    """The settings of this process: those of the file, then those of the environment. A file that the
    environment names must be there, unless it ``may_lack`` because it is about to be made.

    Raises :class:`lms.config.BadSetting`.
    """
    place = place_of(instance, os.environ)
    if place and PLACE in os.environ and not may_lack and not place.exists():
        raise BadSetting(
            f"{PLACE}: there is no file {place}; correct the name, or make the file by python3 run.py setup"
        )
    return read_config(joined(read_file(place) if place else {}, os.environ))


def joined(kept: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """What the file holds under what the environment says: who names NAME_FILE there means NAME too."""
    named = {name.removesuffix(_IN_FILE) for name in environment}
    below = {name: value for name, value in kept.items() if name.removesuffix(_IN_FILE) not in named}
    return below | dict(environment)


def read_file(path: Path) -> dict[str, str]:
    """Every setting of the file, each value tried; none where there is no file.

    Raises :class:`lms.config.BadSetting` with file and line.
    """
    if not path.exists():
        return {}
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise BadSetting(f"{path}: this file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise BadSetting(
            f"{path}, line {number}: this is no text in UTF-8; save the file as UTF-8"
        ) from error
    return settings_in(text, path)


def settings_in(text: str, path: Path) -> dict[str, str]:
    """Every setting in the text of the file at ``path``. Raises :class:`lms.config.BadSetting`."""
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for line in _lines(path, text):
        setting = _setting(path, line)
        if setting.name in seen:
            raise BadSetting(
                f"{path}, line {line.number}: {setting.name} stands in line {seen[setting.name]} already; "
                "keep one of the two"
            )
        _try(path, line, setting)
        seen[setting.name], found[line.name] = line.number, line.value
    return found


def _lines(path: Path, text: str) -> Iterator[Line]:
    for number, whole in enumerate(text.splitlines(), 1):
        line = whole.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        if not sign:
            shown = f"{_nearest(line.split()[0])}=value"
            raise BadSetting(
                f"{path}, line {number}: there is no “=”; expected {shown}, or # before a remark"
            )
        yield Line(number, name.strip(), _unquoted(path, number, value.strip()))


def _unquoted(path: Path, number: int, value: str) -> str:
    """What stands between quotes, or the value as it is; what could be meant in two ways is refused."""
    if value[:1] in _QUOTES:
        if len(value) > 1 and value[0] == value[-1]:
            return value[1:-1]
        raise BadSetting(
            f"{path}, line {number}: the quote {value[0]} is not closed; close it or leave it out"
        )
    if value[:1] in _CURLED:
        raise BadSetting(f'{path}, line {number}: the quote {value[0]} means nothing here; write " or none')
    if _REMARK.search(value):
        raise BadSetting(
            f"{path}, line {number}: a remark after a value would be taken for a part of it; give the remark "
            'a line of its own, or put the whole value into "…"'
        )
    return value


def _setting(path: Path, line: Line) -> Setting:
    setting = _BY_NAME.get(line.name) or _BY_NAME.get(line.name.removesuffix(_IN_FILE))
    if setting:
        return setting
    shown = _nearest(line.name)
    hint = f"did you mean {shown}?" if shown in _BY_NAME else f"there are: {', '.join(sorted(_BY_NAME))}"
    raise BadSetting(f"{path}, line {line.number}: “{line.name[:40]}” is no setting; {hint}")


def _nearest(name: str) -> str:
    """The setting that is written most like this, or NAME where none is."""
    word = (name.split() or [""])[-1]
    close = get_close_matches(word.upper().replace("-", "_"), [*_BY_NAME], n=1, cutoff=0.6)
    return close[0] if close else "NAME"


def _try(path: Path, line: Line, setting: Setting) -> None:
    text = line.value
    try:
        if line.name != setting.name and text:
            text = content_of(setting.name, text)
        if text.strip():
            setting.read(text)
    except BadSetting as error:
        raise BadSetting(f"{path}, line {line.number}: {error}") from error
    except ValueError as error:
        shown = "the value" if setting.name in SECRETS else repr(text)
        raise BadSetting(
            f"{path}, line {line.number}: {setting.name}: {shown} cannot be used; expected {error}"
        ) from error


def written(values: Mapping[str, str], heading: str) -> str:
    """The text of a settings file: the given values, every other setting as a remark that shows its name,
    each below its sentence.

    Raises ``ValueError`` for a value that cannot stand on a line.
    """
    parts = ["".join(f"# {line}\n" for line in heading.splitlines())]
    for setting in SETTINGS:
        value = values.get(setting.name)
        if value is not None and len(value.splitlines()) > 1:
            raise ValueError(setting.name)
        shown = f"#{setting.name}=" if value is None else f"{setting.name}={_quoted(value)}"
        parts.append(f"# {setting.meaning}\n{shown}\n")
    return "\n".join(parts)


def _quoted(value: str) -> str:
    plain = value == value.strip() and value[:1] not in (*_QUOTES, *_CURLED) and not _REMARK.search(value)
    return value if plain else f'"{value}"'
