"""What a typed answer may look like: numbers with a tolerance, words folded for diacritics. Pure functions.

Vietnamese writes ``1.250,5`` where English writes ``1,250.5``, and a phone offers either sign. An author's
number is read the Vietnamese way; a learner's in every way in which it can be read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from lms.base.text import fold
from quizzes.exercise.graph import Exercise, QuestionType, Scene

_NUMBER = r"[+\-−–]?\s*[0-9](?:[0-9.,\s]{0,18}[0-9])?"
_MEASURED = rf"{_NUMBER}(?:\s*%)?"
_WITH_TOLERANCE = re.compile(rf"(?P<value>{_MEASURED})\s*(?:(?:±|\+-|\+/-)\s*(?P<tolerance>{_MEASURED}))?")
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<sign>[.,])[0-9]{3}(?:(?P=sign)[0-9]{3})*)(?:(?!(?P=sign))[.,](?P<decimals>[0-9]+))?"
)
_DATE = re.compile(r"0?(?P<day>[0-9]{1,2}) ?[/.-] ?0?(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]{4})")
_EDGES = " .,;:!?\"'“”"


@dataclass(frozen=True)
class Span:
    """The numbers that are right: from ``low`` to ``high``, both included."""

    low: Fraction
    high: Fraction

    def holds(self, number: Fraction) -> bool:
        """Whether a number lies in it."""
        return self.low <= number <= self.high


def span_of(text: str) -> Span | None:
    """The numbers that an author accepts: ``12``, ``12 ± 0,5``, ``1.250``. None for anything else, and for a
    code with a zero in front, such as ``05``."""
    found = _WITH_TOLERANCE.fullmatch(text.strip())
    if not found or re.match(r"[+\-−–]?\s*0[0-9]", text.strip()):
        return None
    values, tolerances = readings(found["value"]), readings(found["tolerance"] or "0")
    if not values or not tolerances:
        return None
    return Span(values[0] - abs(tolerances[0]), values[0] + abs(tolerances[0]))


def without_tolerance(text: str) -> str:
    """The number alone of an author's number with its tolerance; other words as they are."""
    found = _WITH_TOLERANCE.fullmatch(text.strip())
    return found["value"] if found else text


def readings(text: str) -> tuple[Fraction, ...]:
    """Every number that a text can mean, the Vietnamese reading first: ``1.250`` is 1250, perhaps 1,25; of
    ``85 %`` it is 85."""
    text = text.rstrip(_EDGES).strip()
    if not re.fullmatch(_MEASURED, text):
        return ()
    sign = -1 if text[0] in "-−–" else 1
    digits = re.sub(r"[+\-−–\s%]", "", text)
    grouped, decimal = _grouped(digits), _decimal(digits)
    ways = (decimal, grouped) if digits.count(",") == 1 and "." not in digits else (grouped, decimal)
    return tuple(sign * way for way in ways if way is not None)


def alternatives(text: str) -> tuple[str, ...]:
    """What a field accepts, parted by ``|``."""
    return tuple(part for part in (each.strip() for each in text.split("|")) if part)


def accepts(text: str, given: str) -> bool:
    """Whether one of the alternatives in an author's text is what was given: the same words but for
    diacritics, case, spaces and what stands around them, or a number within its span."""
    return any(_is(wanted, given) for wanted in alternatives(text))


def accepting_too(exercise: Exercise, others: Iterable[Exercise]) -> Exercise:
    """The exercise, whose typed answers are accepted in the words of the others too; those of its own
    language come first."""
    for other in others:
        scenes = zip(exercise.scenes, other.scenes, strict=True)
        exercise = replace(exercise, scenes=tuple(_accepting_too(ours, theirs) for ours, theirs in scenes))
    return exercise


def _accepting_too(ours: Scene, theirs: Scene) -> Scene:
    pairs = list(zip(ours.choices, theirs.choices, strict=True))
    if ours.type is QuestionType.SHORT_ANSWER:
        words = (replace(mine, text=_either(mine.text, other.text)) for mine, other in pairs)
        return replace(ours, choices=tuple(words))
    if ours.type is QuestionType.FORM:
        fields = (replace(mine, match=_either(mine.match, other.match)) for mine, other in pairs)
        return replace(ours, choices=tuple(fields))
    return ours


def _either(ours: str, theirs: str) -> str:
    return " | ".join(dict.fromkeys((*alternatives(ours), *alternatives(theirs))))


def folded(text: str) -> str:
    """Words as they are compared; a date as ``5/3/1978``, however it was written."""
    words = fold(text).strip(_EDGES)
    date = _DATE.fullmatch(words)
    return "/".join(date.groups()) if date else words


def _is(wanted: str, given: str) -> bool:
    span = span_of(wanted)
    if span:
        return any(span.holds(number) for number in readings(given))
    return bool(folded(given)) and folded(wanted) == folded(given)


def _grouped(digits: str) -> Fraction | None:
    """Read with signs between its thousands, and perhaps the other sign before its decimals."""
    found = _GROUPED.fullmatch(digits)
    if not found:
        return None
    whole, decimals = re.sub("[.,]", "", found["whole"]), found["decimals"]
    return Fraction(f"{whole}.{decimals}" if decimals else whole)


def _decimal(digits: str) -> Fraction | None:
    """Read with at most one sign, before its decimals."""
    if digits.count(".") + digits.count(",") > 1:
        return None
    return Fraction(digits.replace(",", "."))
