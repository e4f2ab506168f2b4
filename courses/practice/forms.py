"""What comes in: an observation from a phone or a form, a checklist from the form of its writer."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from courses.practice.checklist.shape import MINUTES, MOST_ITEMS, SHARE, Item, Mark, Sheet
from courses.practice.models import Way
from courses.practice.rules.observing import Signed
from lms.base.clock import day_of
from lms.base.messages import Refusal, message
from lms.base.text import clean, clean_block
from lms.standards.models import Mode
from lms.web.asking import row_key

LANGUAGES = ("vi", "en")
_MARK = re.compile(r"^[\s*#>!]+", re.MULTILINE)


class Malformed(Refusal):
    """What was sent is no observation."""


def read_observation(sent: Any) -> Signed:
    """An observation as a phone sends it: ``{"id", "version", "person", "marks", "mode", "note",
    "observed_at"}``. Raises :class:`Malformed` for anything else."""
    try:
        if not isinstance(sent["note"], str) or not isinstance(sent["marks"], list):
            raise TypeError("a note and a list of marks")
        return Signed(
            id=str(UUID(sent["id"])),
            version_id=row_key(str(sent["version"])),
            person_id=row_key(str(sent["person"])),
            marks=tuple(Mark(each) for each in sent["marks"]),
            observed_on=_day(sent["observed_at"]),
            mode=Mode(sent["mode"]),
            note=clean(sent["note"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Malformed(message("What was sent is no observation.")) from error


def read_signed(form: MultiDict[str, str], version_id: int, count: int, today: date) -> Signed:
    """The same from the form: ``person``, ``mark-0`` and so on, ``mode``, ``note``, ``agreed``, and ``day``
    where it was ticked on paper. Raises :class:`Malformed` with a sentence that says what is missing."""
    try:
        person_id = row_key(form.get("person", ""))
    except ValueError as error:
        raise Malformed(message("Choose who did the task.")) from error
    marks = _marks(form, count)
    if "agreed" not in form:
        raise Malformed(message("Go through the result together, then tick that you have done so."))
    day = _typed_day(form.get("day", ""))
    return Signed(
        id=_uuid(form.get("id", "")),
        version_id=version_id,
        person_id=person_id,
        marks=marks,
        observed_on=day or today,
        mode=Mode.TOGETHER if form.get("mode") == Mode.TOGETHER else Mode.SELF,
        way=Way.PAPER if day else Way.FORM,
        note=clean(form.get("note", "")),
    )


def read_sheets(form: MultiDict[str, str]) -> dict[str, Sheet | None]:
    """A checklist from the form of its writer, in each language; None in English where nothing is written.

    An item without words in Vietnamese is left out. ``do`` may move one: ``up-2``, ``down-2``, ``drop-2``.
    """
    numbers = _ordered(form)
    vi = _sheet(form, "vi", numbers)
    en = _sheet(form, "en", numbers)
    written = en.title or en.task or any(item.text for item in en.items)
    return {"vi": vi, "en": en if written else None}


def _ordered(form: Mapping[str, str]) -> list[int]:
    """The numbers of the items that stay, in their new order."""
    numbers = [
        number for number in range(MOST_ITEMS + 1) if clean(form.get(f"item-{number}-text-vi", "")).strip()
    ]
    what, _, which = form.get("do", "").partition("-")
    if not which.isdecimal() or int(which) not in numbers:
        return numbers
    at = numbers.index(int(which))
    if what == "drop":
        del numbers[at]
    elif what in ("up", "down"):
        to = max(0, at - 1) if what == "up" else at + 1
        numbers.insert(to, numbers.pop(at))
    return numbers


def _sheet(form: Mapping[str, str], language: str, numbers: list[int]) -> Sheet:
    def words(name: str) -> str:
        return clean(_MARK.sub("", form.get(f"{name}-{language}", "")))

    return Sheet(
        title=words("title"),
        competency=clean(form.get("competency", "")),
        level=_number(form, "level", 1),
        share=_number(form, "share", SHARE),
        minutes=_number(form, "minutes", MINUTES),
        basis=tuple(line for line in map(clean, form.get("basis", "").splitlines()) if line),
        task=_MARK.sub("", clean_block(form.get(f"task-{language}", ""))).strip(),
        items=tuple(
            Item(words(f"item-{number}-text"), f"item-{number}-must" in form, words(f"item-{number}-advice"))
            for number in numbers
        ),
    )


def _number(form: Mapping[str, str], name: str, otherwise: int) -> int:
    text = form.get(name, "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else otherwise


def _marks(form: Mapping[str, str], count: int) -> tuple[Mark, ...]:
    given = [form.get(f"mark-{number}", "") for number in range(count)]
    missing = [number for number, each in enumerate(given, 1) if each not in set(Mark)]
    if missing:
        raise Malformed(message("Item %(number)d has no mark yet.", number=missing[0]))
    return tuple(Mark(each) for each in given)


def _day(moment: Any) -> date:
    found = datetime.fromisoformat(moment)
    if found.tzinfo is None:
        raise ValueError("a moment has its zone")
    return day_of(found)


def _typed_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Malformed(message("Type the day as it stands on the paper.")) from error


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
