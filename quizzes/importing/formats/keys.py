"""Lists and tables of keys: "1.B 2.C 3-A", a row of numbers over a row of letters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lms.base.text import fold
from quizzes.importing.formats.columns import keys_under_heads
from quizzes.importing.formats.drafts import Draft
from quizzes.importing.formats.lines import Line
from quizzes.importing.formats.wording import letters_in, pairs_in, truth_of

_HEADINGS = frozenset(
    {
        "cau",
        "cau hoi",
        "cau so",
        "stt",
        "so",
        "dap an",
        "dap an dung",
        "d/a",
        "da",
        "key",
        "answer",
        "question",
    }
    | {"phuong an", "tra loi", "dap an chi tiet", "ket qua"}
)


def keys_in_table(rows: Sequence[Sequence[Line]]) -> list[tuple[int, str]]:
    """The keys that a table holds, with or without headings; empty for any other table."""
    return keys_of_rows([[cell.words for cell in row] for row in rows]) or keys_under_heads(rows)


@dataclass
class KeyList:
    """Keys that stand together, behind the questions that were read before them."""

    behind: int
    """How many questions had been read."""
    entries: list[tuple[int, str]] = field(default_factory=list)


def keys_of_rows(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """The keys that a table holds and nothing else; empty for any other table."""
    cells = [cell for row in rows for cell in row if cell and fold(cell).strip(" .:") not in _HEADINGS]
    if not cells or any(len(cell) > 24 for cell in cells):
        return []
    if all(pairs_in(cell) for cell in cells):
        return [pair for cell in cells for pair in pairs_in(cell)]
    if not all(_number(cell) is not None or _is_key(cell) for cell in cells):
        return []
    found = _over_each_other(rows) or _beside_each_other(rows)
    return found if 2 * len(found) == len(cells) else []


def _over_each_other(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Rows of numbers, each over a row of letters."""
    found = []
    for upper, lower in pairwise(rows):
        numbers = [_number(cell) for cell in upper]
        if sum(each is not None for each in numbers) < 2:
            continue
        pairs = zip(numbers, lower, strict=False)
        found += [(number, key) for number, key in pairs if number is not None and _is_key(key)]
    return found


def _beside_each_other(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Cells with a number, each beside a cell with a letter."""
    found = []
    for row in rows:
        cells = [cell for cell in row if cell]
        for left, right in pairwise(cells):
            number = _number(left)
            if number is not None and _is_key(right):
                found.append((number, right))
    return found


def _number(cell: str) -> int | None:
    bare = fold(cell).removeprefix("cau").strip(" .:)")
    return int(bare) if bare.isdecimal() and len(bare) < 5 else None


def _is_key(cell: str) -> bool:
    return letters_in(cell) is not None or truth_of(cell) is not None


def hand_out(lists: list[KeyList], drafts: list[Draft]) -> list[tuple[int, str]]:
    """Give each key to its question: the one of its number among those behind which the list stands, else the
    one of its number at all. Returns the keys that belong to no question."""
    homeless: list[tuple[int, str]] = []
    start = 0
    for each in lists:
        nearby = drafts[start : each.behind] or drafts
        counts = Counter(number for number, _ in each.entries)
        given: Counter[int] = Counter()
        for number, key in each.entries:
            there = [draft for draft in nearby if draft.number == number]
            there = there or [draft for draft in drafts if draft.number == number]
            if not there:
                homeless.append((number, key))
            elif len(there) == counts[number]:
                there[given[number]].keys.append(key)
                given[number] += 1
            else:
                for draft in there:
                    draft.keys.append(key)
                    draft.key_doubtful = draft.key_doubtful or len(there) > 1
        start = each.behind if each.behind > start else start
    return homeless
