"""The kind of step that quizzes bring to courses: an exercise to play, or a test to pass."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from courses.models import Step
from courses.step_kind import Contents, Fragment, Offer
from lms.base.messages import Message, Refusal, message
from quizzes.exercise.asking import has_hints, has_other_kinds
from quizzes.exercise.graph import Exercise, Kind
from quizzes.exercise.illustrating import has_media
from quizzes.exercise.keywords import LANGUAGES
from quizzes.exercise.measuring import minutes_of
from quizzes.kinds.contents import contents_of
from quizzes.kinds.lessons import lessons_of
from quizzes.kinds.player import more_player, play_data, player, source
from quizzes.models import ExerciseVersion
from quizzes.queries.exercises import newest_made_here, newest_version, newest_versions, version


class NotPlayable(Refusal):
    """A course names an exercise that cannot be used as it asks."""


class ExerciseKind:
    """A step ``{"exercise": code, "role": "practice" | "orientation" | "assessment"}``."""

    name = "exercise"

    def __init__(self, take_up: Callable[[], list[Message]] = list) -> None:
        self._take_up = take_up

    def load(self) -> list[Message]:
        """Take up every shipped exercise that changed; says which cannot be."""
        return self._take_up()

    def check(self, reference: dict[str, Any], languages: Collection[str] = LANGUAGES[:1]) -> list[Message]:
        """What is wrong: an unknown key, role or exercise, another kind of exercise, a language without
        words."""
        code, role = reference.get("exercise"), reference.get("role")
        if set(reference) - {"exercise", "role"} or role not in list(Kind) or not isinstance(code, str):
            return [
                message(
                    "An exercise step has “exercise” (a code) and “role”"
                    " (practice, orientation or assessment)."
                )
            ]
        found = newest_version(code)
        if found is None:
            return [message("There is no exercise with the code %(code)s.", code=code)]
        if found.kind.value != role:
            return [message("%(code)s is not of the kind that the course asks for.", code=code)]
        there = {text.language for text in found.texts}
        return [
            message("%(code)s has no text in the language “%(language)s”.", code=code, language=language)
            for language in languages
            if language not in there
        ]

    def contents(self, reference: dict[str, Any]) -> Contents:
        """What the newest version asks, in every language in which it has words."""
        found = newest_version(reference["exercise"])
        return contents_of(found) if found else Contents()

    def offers(self) -> list[Offer]:
        """Every published exercise, for what it was written."""
        return [
            Offer(
                {"exercise": found.exercise.code, "role": found.kind.value},
                {text.language: text.title for text in found.texts},
                found.kind.value,
            )
            for found in newest_versions()
        ]

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
            "minutes": minutes_of(found.exercise_in(LANGUAGES[0])),
        }

    def made_here_since(self, pins: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of which somebody here has published a newer version."""
        newest = newest_made_here({pin["exercise"] for pin in pins})
        return [pin for pin in pins if newest.get(pin["exercise"], pin["version"]) != pin["version"]]

    def compile(self, step: Step, language: str) -> Fragment:
        """An assessment: the button that draws a form. Anything else: the whole exercise and its player."""
        pinned = version(step.frozen["version"])
        with force_locale(language):
            if pinned.kind is Kind.ASSESSMENT:
                return _assessment(step, pinned, language)
            return _played(step, pinned, language)

    def url(self, step: Step) -> str:
        """Its place in its section: from there it also begins without script."""
        section = step.section
        address = _address("courses.section", slug=section.edition.course.slug, number=section.ordinal)
        return f"{address}#b{step.ordinal}"

    def minutes(self, frozen: dict[str, Any]) -> int:
        """As reckoned when it was pinned."""
        return int(frozen["minutes"])

    def title(self, frozen: dict[str, Any], language: str) -> str:
        """The title of the pinned version; the Vietnamese one where it has no other."""
        titles = frozen["titles"]
        return str(titles.get(language) or titles[LANGUAGES[0]])

    def text(self, frozen: dict[str, Any], language: str) -> str:
        """The text of the pinned version; the Vietnamese one where it has no other."""
        pinned = version(frozen["version"])
        return pinned.source_in(language) or pinned.source_in(LANGUAGES[0]) or ""


def _played(step: Step, pinned: ExerciseVersion, language: str) -> Fragment:
    exercise = pinned.exercise_in(language)
    html = render_template(
        "quizzes/practice_step.html",
        title=pinned.text(language).title,
        step=step,
        exercise=exercise,
        action=_address("quizzes.begin", step_id=step.id),
        data=play_data(exercise, lessons_of(step, language)),
    )
    return Fragment(html, player_style(exercise), player_scripts(exercise))


def player_scripts(exercise: Exercise) -> tuple[str, ...]:
    """What plays an exercise where its data stand, in the language of the page."""
    scripts = [player(_words())]
    if not exercise.is_scenario:
        scripts.append(more_player(_words_of_lists(), "list.js"))
    if has_other_kinds(exercise):
        scripts.append(more_player(_words_of_kinds(), "kinds.js"))
    if has_media(exercise):
        scripts.append(source("media.js"))
    if has_hints(exercise):
        scripts.append(more_player({"hint": gettext("Hint")}, "hint.js"))
    return tuple(scripts)


def player_style(exercise: Exercise) -> str:
    """How it looks where it is played."""
    return source("player.css", *(["kinds.css"] if has_other_kinds(exercise) else []))


def _assessment(step: Step, pinned: ExerciseVersion, language: str) -> Fragment:
    html = render_template(
        "quizzes/assessment_step.html",
        title=pinned.text(language).title,
        version=pinned,
        count=pinned.questions_drawn or len(pinned.graph["scenes"]),
        action=_address("quizzes.draw", step_id=step.id),
    )
    return Fragment(html)


def _words() -> dict[str, str]:
    """What the player says, in the language of the bundle."""
    return {
        "chosen": gettext("Chosen:"),
        "on": gettext("Go on"),
        "again": gettext("Play again from the start"),
        "differ": gettext("Where to act differently"),
        "read": gettext("Read again:"),
        "basis": gettext("Legal basis"),
    }


def _words_of_lists() -> dict[str, str]:
    """What it says besides where questions are asked one after the other."""
    return {
        "ask": gettext("Question"),
        "done": gettext("All answered"),
        "yes": gettext("Right."),
        "no": gettext("Not right."),
        "score": gettext("Right:"),
        "care": gettext("To be read with care:"),
        "known": gettext("Known already:"),
    }


def _words_of_kinds() -> dict[str, str]:
    """What it says besides where a question is not answered by one choice."""
    return {
        "give": gettext("Give this answer"),
        "all": gettext("Choose all that are right."),
        "order": gettext("Move the steps with the arrows until the first one stands on top."),
        "match": gettext("Choose what belongs to each."),
        "one": gettext("Your answer"),
        "pick": gettext("Choose"),
        "true": gettext("True"),
        "false": gettext("False"),
        "up": gettext("Up"),
        "down": gettext("Down"),
        "open": gettext("This question has no whole answer yet."),
        "said": gettext("Answered:"),
        "right": gettext("Right answer:"),
    }


def _address(endpoint: str, **values: object) -> str:
    """The path of an endpoint, also where no request is being answered."""
    return str(current_app.url_map.bind("localhost").build(endpoint, values))
