"""What of an edition is compared: its steps in one language; also of one that is only proposed."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from courses.models import Course, Edition, Step
from courses.rules.drafting import Draft

_PICTURE = re.compile(r'(?:src|href)="(/media/[0-9a-f]{64}\.[a-z]{3,4})')


class Below(NamedTuple):
    """What stands below the text of a lesson, in its language."""

    basis: str
    review_by: str
    tasks: str


BELOW = {
    "vi": Below("Căn cứ", "Xem lại trước ngày", "Nhiệm vụ"),
    "en": Below("Legal basis", "To be reviewed by", "Tasks"),
}


@dataclass(frozen=True)
class StepShape:
    """A step as it is compared."""

    kind: str
    section: str
    """The title of its section."""
    title: str
    lesson: int | None
    name: str
    """Tells a step that is no lesson from the others of its kind, whatever is pinned of it."""
    pin: dict[str, Any]
    """What its kind pinned: its words are asked for by it."""
    words: str
    """A lesson's Markdown from its title on, with what it rests on; empty for any other step."""
    html: str
    """A lesson as it looks; empty for any other step."""
    digest: str
    """Over all that it says in every language: equal digests are equal steps."""


@dataclass(frozen=True)
class Shape:
    """An edition as it is compared."""

    steps: tuple[StepShape, ...]
    pictures: frozenset[str]
    """The addresses of the pictures, recordings and files that its lessons show."""


def shape_of(edition: Edition, language: str) -> Shape:
    """An edition in a language; in Vietnamese where it is not taught in that one."""
    spoken = edition.language_for(language)
    steps = [
        _step(step, section.title(language), spoken) for section in edition.sections for step in section.steps
    ]
    shown = [html for section in edition.sections for step in section.steps for html in _html(step)]
    return Shape(tuple(steps), frozenset(found for html in shown for found in _PICTURE.findall(html)))


def proposed_edition(draft: Draft, number: int) -> Edition:
    """The edition that would be published, in no session: to be looked at, never to be written."""
    return draft.edition(Course(slug=draft.source.slug), number)


def _step(step: Step, section: str, language: str) -> StepShape:
    text = step.text(language)
    is_lesson = step.lesson is not None
    return StepShape(
        kind=step.kind,
        section=section,
        title=text.title,
        lesson=step.lesson,
        name=repr(sorted(step.reference.items())) if not is_lesson else "",
        pin=step.frozen,
        words=_words(step, language) if is_lesson else "",
        html=text.html,
        digest=_digest(step),
    )


def _words(step: Step, language: str) -> str:
    """A lesson with what stands below it, as lines to be laid beside others."""
    text, below = step.text(language), BELOW[language]
    lines = [f"# {text.title}", "", text.source.strip(), ""]
    if text.legal_basis:
        lines.append(f"{below.basis}: {text.legal_basis}")
    if step.review_by:
        lines.append(f"{below.review_by}: {step.review_by:%d/%m/%Y}")
    if step.competencies:
        lines.append(f"{below.tasks}: {', '.join(sorted(each.code for each in step.competencies))}")
    return "\n".join(lines).rstrip()


def _html(step: Step) -> list[str]:
    return [text.html for text in step.texts]


def _digest(step: Step) -> str:
    """Over the words of a lesson in every language; over what is pinned of any other step."""
    languages = sorted(text.language for text in step.texts)
    if step.lesson is None:
        said = [repr(sorted(step.frozen.items()))]
    else:
        said = [f"{language}\n{_words(step, language)}\n{step.text(language).html}" for language in languages]
    return hashlib.sha256("\n\n".join([step.kind, *said]).encode()).hexdigest()
