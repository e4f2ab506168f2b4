"""A step that is done before an observer, by a checklist."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from courses.models import Step
from courses.practice.models import ChecklistVersion
from courses.practice.queries import newest_version, newest_versions, version
from courses.source.contents import Contents
from courses.step_kind import Fragment, Offer
from lms.base.messages import Message, Refusal, message

NAME = "practice"
"""The name of the kind."""


class NotObservable(Refusal):
    """A course names a checklist that cannot be used as it asks."""


class PracticeKind:
    """A step ``{"checklist": code}``."""

    name = NAME

    def __init__(self, take_up: Callable[[], list[Message]] = list) -> None:
        self._take_up = take_up

    def load(self) -> list[Message]:
        """Take up every shipped checklist that changed; says which cannot be."""
        return self._take_up()

    def check(self, reference: dict[str, Any], languages: Collection[str]) -> list[Message]:
        """What is wrong: an unknown key or checklist, or one without words in a language of the course."""
        code = reference.get("checklist")
        if set(reference) != {"checklist"} or not isinstance(code, str):
            return [message("A practice step has “checklist” (a code), and nothing else.")]
        found = newest_version(code)
        if found is None:
            return [message("There is no checklist with the code %(code)s.", code=code)]
        if "en" in languages and found.source_en is None:
            return [message("%(code)s has no text in the language “%(language)s”.", code=code, language="en")]
        return []

    def contents(self, reference: dict[str, Any]) -> Contents:
        """It asks nothing by itself; it shows a competency that the course should teach."""
        found = newest_version(reference["checklist"])
        codes = frozenset({found.competency.code}) if found else frozenset()
        return Contents(code=reference["checklist"], competencies=codes, role="observed")

    def offers(self) -> list[Offer]:
        """Every published checklist."""
        return [
            Offer(
                {"checklist": found.checklist.code}, {"vi": found.title_vi, "en": found.name_en}, "observed"
            )
            for found in newest_versions()
        ]

    def freeze(self, reference: dict[str, Any]) -> dict[str, Any]:
        """The newest version, pinned; refuses what :meth:`check` finds."""
        for problem in self.check(reference, ()):
            raise NotObservable(problem)
        found = newest_version(reference["checklist"])
        assert found is not None  # noqa: S101 — check has found it
        return {
            "checklist": reference["checklist"],
            "version": found.id,
            "number": found.number,
            "titles": {"vi": found.title_vi, "en": found.name_en},
            "minutes": found.sheet("vi").minutes,
        }

    def made_here_since(self, pins: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of which somebody here has published a newer checklist."""
        newest = {
            each.checklist.code: each.id for each in newest_versions() if each.published_by_id is not None
        }
        return [pin for pin in pins if newest.get(pin["checklist"], pin["version"]) != pin["version"]]

    def compile(self, step: Step, language: str) -> Fragment:
        """What will be looked at, and the way to the step's own page; small, and without script."""
        sheet = pinned_version(step.frozen).sheet(language)
        with force_locale(language):
            return Fragment(
                render_template("practice/practice_step.html", step=step, sheet=sheet, action=self.url(step))
            )

    def url(self, step: Step) -> str:
        """The page that says what is looked at and who may observe her."""
        return str(current_app.url_map.bind("localhost").build("practice.show_step", {"step_id": step.id}))

    def minutes(self, frozen: dict[str, Any]) -> int:
        """As the checklist says."""
        return int(frozen["minutes"])

    def title(self, frozen: dict[str, Any], language: str) -> str:
        """The title of the checklist."""
        return str(frozen["titles"][language])

    def text(self, frozen: dict[str, Any], language: str) -> str:
        """The text of the pinned version; the Vietnamese one where it has no other."""
        pinned = pinned_version(frozen)
        return (pinned.source_en if language == "en" else None) or pinned.source_vi


def pinned_version(frozen: dict[str, Any]) -> ChecklistVersion:
    """The version that a step pinned."""
    found = version(frozen["version"])
    if found is None:
        raise LookupError(f"checklist version {frozen['version']}")
    return found
