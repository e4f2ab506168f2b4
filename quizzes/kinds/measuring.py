"""What an exercise weighs: minutes to read, syllables of each scene, bytes on the way to a phone."""

import json
from dataclasses import dataclass

import brotli

from courses.formats.bundle import WIRE_BUDGET
from quizzes.exercise.graph import Exercise, Kind, words_of
from quizzes.exercise.measuring import minutes_of, share_met, syllables_of
from quizzes.exercise.scoring import Endless
from quizzes.kinds.player import play_data

QUALITY = 7  # a twentieth above what publishing reaches, for a tenth of its time


@dataclass(frozen=True)
class Measures:
    """What an exercise asks of a reader and of a phone."""

    minutes: int
    """How long one attempt takes to read."""
    syllables: tuple[int, ...]
    """Of the words of each scene, in the order of the text; the checker counts the same."""
    bytes: int
    """What it adds to a section, compressed; of an assessment, what one drawn form weighs."""

    @property
    def percent_of_section(self) -> int:
        """How much of what a section may weigh on the wire it takes."""
        return round(100 * self.bytes / WIRE_BUDGET)


def measures_of(exercise: Exercise) -> Measures:
    """What an exercise weighs, also while it is full of mistakes; the bytes are an estimate from above."""
    return Measures(
        minutes=minutes_of(exercise),
        syllables=tuple(syllables_of(scene) for scene in exercise.scenes),
        bytes=_bytes(exercise),
    )


def _bytes(exercise: Exercise) -> int:
    if exercise.kind is Kind.ASSESSMENT:
        asked = [[scene.text, *(choice.text for choice in scene.choices)] for scene in exercise.scenes]
        return round(_compressed(json.dumps(asked, ensure_ascii=False)) * share_met(exercise))
    try:
        return _compressed(str(play_data(exercise, {})))
    except Endless:  # nobody could play it; its words weigh the same
        return _compressed(json.dumps(words_of(exercise), ensure_ascii=False))


def _compressed(text: str) -> int:
    return len(brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=QUALITY))
