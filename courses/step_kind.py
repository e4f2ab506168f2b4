"""What a kind of step must be able to do, so that courses need not know what an exercise is."""

from typing import Any, NamedTuple, Protocol

from courses.models import Step
from lms.base.messages import Message


class Fragment(NamedTuple):
    """A step's share of a bundle. Equal styles and scripts of several steps are sent once."""

    html: str
    style: str = ""
    script: str = ""


class StepKind(Protocol):
    """A kind of step, registered by a feature under its name."""

    name: str

    def check(self, reference: dict[str, Any]) -> list[Message]:
        """What is wrong with what the course's source says about a step; nothing if all is well."""
        ...

    def freeze(self, reference: dict[str, Any]) -> dict[str, Any]:
        """Pin the reference to an immutable version, on publishing; kept in ``step.frozen``."""
        ...

    def compile(self, step: Step, language: str) -> Fragment:
        """The step's share of the bundle in a language; the step is flushed, so it has its id."""
        ...

    def url(self, step: Step) -> str:
        """Where the step is opened on its own, also without script."""
        ...

    def minutes(self, frozen: dict[str, Any]) -> int:
        """How long the step takes, in minutes."""
        ...

    def title(self, frozen: dict[str, Any], language: str) -> str:
        """What the step is called in a language."""
        ...
