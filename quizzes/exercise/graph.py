"""What an exercise is: scenes and choices, with the words of one language over a graph of ordinals.

The graph (who leads where, for how many points) is the same in every language and is what is scored; the
words are what is shown. Scenes and choices are named by their ordinals, from 0, in the order of the text.
"""

import enum
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


class Kind(enum.StrEnum):
    """What an exercise is for."""

    PRACTICE = "practice"
    ORIENTATION = "orientation"
    ASSESSMENT = "assessment"

    @property
    def must_be_passed(self) -> bool:
        """Whether it counts as done only when it is passed; the others are done when they are finished."""
        return self is Kind.ASSESSMENT


class QuestionType(enum.StrEnum):
    """How a question is answered. In every one of them ``right`` marks what is right."""

    SINGLE = "single"
    """One of several choices; a scene of a story always is."""
    MULTIPLE = "multiple"
    """All that are right."""
    TRUE_FALSE = "true_false"
    """Statements, each true (``right``) or false."""
    ORDERING = "ordering"
    """The choices stand in their right order."""
    MATCHING = "matching"
    """Words on the left, each with its right side; further right sides belong to nothing."""
    NUMERICAL = "numerical"
    """A number, perhaps with a tolerance."""
    SHORT_ANSWER = "short_answer"
    """A few words."""
    FORM = "form"
    """A sheet filled field by field."""


DEFAULT_PASS_MARK = 80  # percent
DEFAULT_ATTEMPTS = 3  # before a wait
DEFAULT_WAIT_HOURS = 24


@dataclass(frozen=True)
class Choice:
    """One answer that somebody may give in a scene."""

    text: str
    feedback: str = ""
    target: int | None = None
    """The scene it leads to; None in a question."""
    points: int = 0
    critical: bool = False
    """An error that fails the attempt whatever the score."""
    retry: bool = False
    """Leads back: outside the graph that is scored; ``-n`` is then what going back costs."""
    right: bool = False
    """The right answer of a question."""
    tags: tuple[str, ...] = ()
    """Codes of the competencies that this decision shows."""
    match: str = ""
    """The right side of a pair, or what a field accepts (parted by ``|``)."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Media:
    """A picture or a sound beside the words of a scene."""

    kind: str
    """``image`` or ``audio``."""
    file: str
    words: str
    """What it shows or says, for those who cannot see or hear it."""
    address: str = field(default="", compare=False)
    """Where it is served, named by its content; of a sound with its seconds behind the ``#``. Empty until the
    exercise is published."""
    size: int = field(default=0, compare=False)
    """What it costs to load, in bytes on the wire; 0 as long as it has no address."""
    line: int = field(default=0, compare=False)

    @property
    def minutes(self) -> int:
        """How long a sound is, in begun minutes; 0 of a picture."""
        seconds = self.address.partition("#")[2].partition(",")[0]
        return -(-int(seconds or 0) // 60)


@dataclass(frozen=True)
class Scene:
    """A place in the story, or a question."""

    name: str
    text: str = ""
    """Paragraphs parted by an empty line."""
    media: tuple[Media, ...] = ()
    choices: tuple[Choice, ...] = ()
    ending: bool | None = None
    """Whether the story ends well here; None where it goes on."""
    ending_text: str = ""
    must_pass: bool = False
    """Answered wrongly, the attempt fails whatever the score; in an assessment it is always drawn."""
    lesson: int | None = None
    """The number of the lesson that explains it, counted from 1 through the whole course."""
    type: QuestionType = QuestionType.SINGLE
    hint: str = ""
    """What helps to think, shown on request where somebody practises."""
    basis: tuple[str, ...] = ()
    """The clauses of law that it rests on."""
    tags: tuple[str, ...] = ()
    """Free tags by which its bank is searched and drawn from, e.g. ``nhận biết``; the same in every
    language."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Exercise:
    """A scenario, or a list of questions."""

    title: str = ""
    code: str = ""
    kind: Kind = Kind.PRACTICE
    competencies: tuple[str, ...] = ()
    pass_mark: int = DEFAULT_PASS_MARK
    draw: int | None = None
    """How many questions one attempt asks; None for all."""
    quotas: tuple[tuple[int, str], ...] = ()
    """How many of them have a tag or show a competency: ``(4, "nhận biết")``."""
    attempts: int = DEFAULT_ATTEMPTS
    """How often somebody may fail before she waits."""
    wait_hours: int = DEFAULT_WAIT_HOURS
    basis: tuple[str, ...] = ()
    """The legal texts it rests on, as the author names them."""
    scenes: tuple[Scene, ...] = ()

    @cached_property
    def is_scenario(self) -> bool:
        """Whether choices lead from scene to scene; otherwise it is a list of questions."""
        return any(
            scene.ending is not None or any(choice.target is not None for choice in scene.choices)
            for scene in self.scenes
        )


def graph_of(exercise: Exercise) -> dict[str, Any]:
    """What is the same in every language, as JSON: it is stored, compared and scored.

    What was not known when the first versions were stored stands in it only where it is used: an exercise
    that says nothing new keeps its content.
    """
    return {
        **({"quotas": [list(quota) for quota in exercise.quotas]} if exercise.quotas else {}),
        "code": exercise.code,
        "kind": exercise.kind.value,
        "competencies": list(exercise.competencies),
        "pass_mark": exercise.pass_mark,
        "draw": exercise.draw,
        "attempts": exercise.attempts,
        "wait_hours": exercise.wait_hours,
        "scenes": [scene_graph(scene) for scene in exercise.scenes],
    }


def scene_graph(scene: Scene) -> dict[str, Any]:
    """The share of one scene in :func:`graph_of`."""
    return {
        **({"type": scene.type.value} if scene.type is not QuestionType.SINGLE else {}),
        **({"tags": list(scene.tags)} if scene.tags else {}),
        "ending": scene.ending,
        "must_pass": scene.must_pass,
        "lesson": scene.lesson,
        "choices": [
            {
                "target": choice.target,
                "points": choice.points,
                "critical": choice.critical,
                "retry": choice.retry,
                "right": choice.right,
                "tags": list(choice.tags),
            }
            for choice in scene.choices
        ],
    }


def words_of(exercise: Exercise) -> dict[str, Any]:
    """What is said in one language, as JSON, in the order of the graph."""
    return {
        "title": exercise.title,
        "basis": list(exercise.basis),
        "scenes": [_scene_words(scene) for scene in exercise.scenes],
    }


def _scene_words(scene: Scene) -> dict[str, Any]:
    return {
        "name": scene.name,
        "text": scene.text,
        "ending": scene.ending_text,
        "media": [_media_words(media) for media in scene.media],
        "choices": [
            [choice.text, choice.feedback, *([choice.match] if choice.match else [])]
            for choice in scene.choices
        ],
        **({"hint": scene.hint} if scene.hint else {}),
        **({"basis": list(scene.basis)} if scene.basis else {}),
    }


def _media_words(media: Media) -> list[Any]:
    placed = [media.address, media.size] if media.address else []
    return [media.kind, media.file, media.words, *placed]


def exercise_from(graph: dict[str, Any], words: dict[str, Any]) -> Exercise:
    """The exercise that :func:`graph_of` and :func:`words_of` were made from, but for its line numbers."""
    settings = {key: graph[key] for key in ("code", "pass_mark", "draw", "attempts", "wait_hours")}
    return Exercise(
        **settings,
        title=words["title"],
        kind=Kind(graph["kind"]),
        competencies=tuple(graph["competencies"]),
        basis=tuple(words["basis"]),
        quotas=tuple((count, tag) for count, tag in graph.get("quotas", ())),
        scenes=tuple(
            _scene(shape, said) for shape, said in zip(graph["scenes"], words["scenes"], strict=True)
        ),
    )


def _scene(shape: dict[str, Any], said: dict[str, Any]) -> Scene:
    return Scene(
        name=said["name"],
        text=said["text"],
        media=tuple(Media(*media) for media in said["media"]),
        choices=tuple(
            Choice(text, feedback, match="".join(match), **{**choice, "tags": tuple(choice["tags"])})
            for choice, (text, feedback, *match) in zip(shape["choices"], said["choices"], strict=True)
        ),
        ending=shape["ending"],
        ending_text=said["ending"],
        must_pass=shape["must_pass"],
        lesson=shape["lesson"],
        type=QuestionType(shape.get("type", QuestionType.SINGLE)),
        hint=said.get("hint", ""),
        basis=tuple(said.get("basis", ())),
        tags=tuple(shape.get("tags", ())),
    )
