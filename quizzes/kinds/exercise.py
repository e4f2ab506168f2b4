"""The kind of step that quizzes bring to courses: an exercise to play, or a test to pass."""

from collections.abc import Callable, Collection
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from courses.models import Step
from courses.step_kind import Contents, Fragment
from lms.base.messages import Message, Refusal, message
from quizzes.exercise.checking import syllables
from quizzes.exercise.graph import Exercise, Kind
from quizzes.kinds.player import scenario_data, source
from quizzes.models import ExerciseVersion
from quizzes.queries import newest_version, version

SYLLABLES_A_MINUTE = 110  # a slow reader on a small screen, who stops to think
LANGUAGES = ("vi", "en")


class NotPlayable(Refusal):
    """A course names an exercise that cannot be used as it asks."""


class ExerciseKind:
    """A step ``{"exercise": code, "role": "practice" | "assessment"}``."""

    name = "exercise"

    def __init__(self, take_up: Callable[[], list[Message]] = list) -> None:
        self._take_up = take_up

    def load(self) -> list[Message]:
        """Take up every shipped exercise that changed; says which cannot be."""
        return self._take_up()

    def check(self, reference: dict[str, Any], languages: Collection[str] = LANGUAGES) -> list[Message]:
        """What is wrong: an unknown key, role or exercise, another kind of exercise, pictures or sounds."""
        code, role = reference.get("exercise"), reference.get("role")
        if set(reference) - {"exercise", "role"} or role not in set(Kind) or not isinstance(code, str):
            return [message("An exercise step has “exercise” (a code) and “role” (practice or assessment).")]
        found = newest_version(code)
        if found is None:
            return [message("There is no exercise with the code %(code)s.", code=code)]
        if found.kind.value != role:
            return [message("%(code)s is not of the kind that the course asks for.", code=code)]
        exercise = found.exercise_in(LANGUAGES[0])
        if exercise.is_scenario is not (found.kind is Kind.PRACTICE):
            return [message("Practice is a scenario and an assessment a list of questions.")]
        if any(scene.media for scene in exercise.scenes):
            return [message("%(code)s: pictures and sounds cannot be published yet.", code=code)]
        return []

    def contents(self, reference: dict[str, Any]) -> Contents:
        """What the newest version asks."""
        found = newest_version(reference["exercise"])
        if found is None:
            return Contents()
        exercise = found.exercise_in(LANGUAGES[0])
        asked = 0 if exercise.is_scenario else len(exercise.scenes)
        return Contents(
            competencies=frozenset(exercise.competencies),
            lessons=frozenset(scene.lesson for scene in exercise.scenes if scene.lesson),
            role=found.kind.value,
            scenario=exercise.is_scenario,
            bank=asked,
            drawn=exercise.draw or asked,
        )

    def freeze(self, reference: dict[str, Any]) -> dict[str, Any]:
        """The newest version, pinned; refuses what :meth:`check` finds."""
        for problem in self.check(reference):
            raise NotPlayable(problem)
        found = newest_version(reference["exercise"])
        assert found is not None  # noqa: S101 — check has found it
        return {
            "exercise": reference["exercise"],
            "role": reference["role"],
            "version": found.id,
            "number": found.number,
            "titles": {text.language: text.title for text in found.texts},
            "minutes": _minutes(found.exercise_in(LANGUAGES[0])),
        }

    def compile(self, step: Step, language: str) -> Fragment:
        """Practice: the whole scenario and its player. Assessment: the button that draws a form."""
        pinned = version(step.frozen["version"])
        with force_locale(language):
            if pinned.kind is Kind.PRACTICE:
                return _practice(step, pinned, language)
            return _assessment(step, pinned, language)

    def url(self, step: Step) -> str:
        """Its place in its section: from there it also begins without script."""
        section = step.section
        address = _address("courses.section", slug=section.edition.course.slug, number=section.ordinal)
        return f"{address}#b{step.ordinal}"

    def minutes(self, frozen: dict[str, Any]) -> int:
        """As reckoned when it was pinned."""
        return int(frozen["minutes"])

    def title(self, frozen: dict[str, Any], language: str) -> str:
        """The title of the pinned version."""
        return str(frozen["titles"][language])


def _minutes(exercise: Exercise) -> int:
    """What one attempt reads: about half the scenes of a scenario, the questions that are drawn of a test."""
    words = sum(
        syllables(scene.text) + sum(syllables(choice.text) for choice in scene.choices)
        for scene in exercise.scenes
    )
    share = 0.5 if exercise.is_scenario else (exercise.draw or len(exercise.scenes)) / len(exercise.scenes)
    return max(1, round(words * share / SYLLABLES_A_MINUTE) + 1)


def _practice(step: Step, pinned: ExerciseVersion, language: str) -> Fragment:
    html = render_template(
        "quizzes/practice_step.html",
        title=pinned.text(language).title,
        step=step,
        action=_address("quizzes.begin", step_id=step.id),
        data=scenario_data(
            pinned.exercise_in(language),
            _labels(),
            [each.ordinal for each in step.section.steps if each.kind == "page"],
        ),
    )
    return Fragment(html, source("player.css"), source("outbox.js", "player.js"))


def _assessment(step: Step, pinned: ExerciseVersion, language: str) -> Fragment:
    html = render_template(
        "quizzes/assessment_step.html",
        title=pinned.text(language).title,
        version=pinned,
        count=pinned.questions_drawn or len(pinned.graph["scenes"]),
        action=_address("quizzes.draw", step_id=step.id),
    )
    return Fragment(html)


def _labels() -> dict[str, str]:
    """What the player says, in the language of the bundle."""
    return {
        "chosen": gettext("Chosen:"),
        "on": gettext("Go on"),
        "again": gettext("Play again from the start"),
        "differ": gettext("Where to act differently"),
        "read": gettext("Read the lesson again"),
        "sending": gettext("Sending …"),
        "sent": gettext("Sent. Receipt:"),
        "kept": gettext("Kept on this phone. It is sent when there is a network."),
        "expired": gettext("Kept on this phone. Please sign in again, then it is sent."),
        "other": gettext("Kept on this phone until whoever played it signs in again."),
    }


def _address(endpoint: str, **values: object) -> str:
    """The path of an endpoint, also where no request is being answered."""
    return str(current_app.url_map.bind("localhost").build(endpoint, values))
