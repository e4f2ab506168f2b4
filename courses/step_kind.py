"""What a kind of step must be able to do, so that courses need not know what an exercise is."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, Protocol

from courses.models import Step
from courses.source.contents import Contents, Wording
from lms.base.messages import Message

__all__ = ["Contents", "Fragment", "Offer", "StepKind", "Wording"]


class Fragment(NamedTuple):
    """A step's share of a bundle. Equal styles and scripts of several steps are sent once."""

    html: str
    style: str = ""
    scripts: tuple[str, ...] = ()


class Offer(NamedTuple):
    """Something of a kind that may be added to a course."""

    reference: dict[str, Any]
    """What the course's source says of it."""
    titles: dict[str, str]
    """What it is called, by language; Vietnamese always."""
    role: str
    """What it is for, as :class:`Contents` says it; empty where a kind knows but one use."""


class StepKind(Protocol):
    """A kind of step, registered by a feature under its name."""

    name: str

    def load(self) -> list[Message]:
        """Bring what is shipped of this kind into the transaction; says what cannot be. Never commits.

        The checker calls it first, so that it judges the files as they lie, and rolls back afterwards.
        """
        ...

    def check(self, reference: dict[str, Any], languages: Collection[str]) -> list[Message]:
        """What is wrong with what the course's source says about a step; nothing if all is well.

        ``languages`` are those in which the course is taught: the step must have words in each of them.
        """
        ...

    def contents(self, reference: dict[str, Any]) -> Contents:
        """What the step asks; only ever called where :meth:`check` has found nothing."""
        ...

    def offers(self) -> Sequence[Offer]:
        """What of this kind may be added to a course, in the order of lists; lessons are written instead."""
        ...

    def freeze(self, reference: dict[str, Any]) -> dict[str, Any]:
        """Pin the reference to an immutable version, on publishing; kept in ``step.frozen``."""
        ...

    def made_here_since(self, pins: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
        """Those of these pinned references of which the newest version is another one, made here and not
        shipped: what nobody has looked at as a part of a course. One query for all."""
        ...

    def compile(self, step: Step, language: str) -> Fragment:
        """The step's share of the bundle in a language; the step is flushed, so it has its id.

        Only ever called for a language in which the course is taught.
        """
        ...

    def url(self, step: Step) -> str:
        """Where the step is opened on its own, also without script."""
        ...

    def minutes(self, frozen: dict[str, Any]) -> int:
        """How long the step takes, in minutes."""
        ...

    def title(self, frozen: dict[str, Any], language: str) -> str:
        """What the step is called in a language in which the course is taught."""
        ...

    def text(self, frozen: dict[str, Any], language: str) -> str:
        """The words of a pinned version as its author wrote them, to be laid beside another version's; empty
        where the step has no words beyond those of its lesson."""
        ...
