"""Right answers that are told by how they look: bold, underlined, coloured, marked, leaning.

One odd answer says little by itself: only where most questions of a file have exactly one that looks so is it
how its author marked what is right.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from lms.base.foreign.documents import Look
from lms.base.messages import message
from quizzes.importing.formats.drafts import LOOKS, UNUSUAL, Draft, Sign, Source
from quizzes.importing.formats.lines import Line

MOST_OF = 0.6  # of an answer's letters, to say that it looks so
USUAL = 0.6  # of the questions, to say that this is how right answers are marked
FEW = 3  # questions: with fewer, a habit cannot be told from chance, so every one must agree


def signs_by_look(drafts: Sequence[Draft]) -> dict[int, list[Sign]]:
    """What the looks of answers say, by the ordinal of the question."""
    found: dict[int, list[Sign]] = {}
    asked = [(number, draft) for number, draft in enumerate(drafts) if len(draft.options) > 1]
    for source in LOOKS:
        told = {number: _marked(draft, source) for number, draft in asked}
        alone = sum(len(each) == 1 for each in told.values())
        some = sum(0 < len(each) < len(drafts[number].options) for number, each in told.items())
        needed = USUAL if len(asked) >= FEW else 1
        doubt = None if asked and alone >= 1 and some >= needed * len(asked) else UNUSUAL
        if _is_one_place(told.values()):
            doubt = message("In every question the same letter looks so. Is it the right one?")
        for number, each in told.items():
            if each and len(each) < len(drafts[number].options):
                found.setdefault(number, []).append(Sign(source, each, doubt))
    return found


def _is_one_place(told: Iterable[frozenset[int]]) -> bool:
    """Whether the same answer looks so in every question, as where a style makes the first of each bold: keys
    are hardly ever so."""
    places = [each for each in told if each]
    return len(places) > FEW and len(set(places)) == 1


def _marked(draft: Draft, source: Source) -> frozenset[int]:
    """The answers of a question that look otherwise than the others, or whose letters do."""
    of_words = _odd([_value(option.line, source) for option in draft.options])
    return of_words or _odd([_of(option.letter_look, source) for option in draft.options])


def _odd(values: Sequence[str]) -> frozenset[int]:
    """Which values are not like most; plain ones never are."""
    counts = Counter(values)
    usual = max(counts, key=lambda value: (counts[value], not value))
    if usual and "" in counts and len(counts) == 2:
        return frozenset(number for number, value in enumerate(values) if value)
    return frozenset(number for number, value in enumerate(values) if value and value != usual)


def _value(line: Line, source: Source) -> str:
    """How most of an answer looks."""
    values = [_of(look, source) for look in line.seen]
    if not values:
        return ""
    best, count = Counter(values).most_common(1)[0]
    return best if count >= MOST_OF * len(values) else ""


def _of(look: Look, source: Source) -> str:
    match source:
        case Source.BOLD:
            return "bold" if look.bold else ""
        case Source.UNDERLINE:
            return "underline" if look.underline else ""
        case Source.COLOR:
            return look.color
        case Source.HIGHLIGHT:
            return look.highlight
        case _:
            return "italic" if look.italic else ""
