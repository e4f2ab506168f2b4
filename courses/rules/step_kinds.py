"""Finding the kind of a step among those that the features registered."""

from collections.abc import Mapping

from courses.step_kind import Fragment, StepKind
from lms.base.messages import Refusal, message

__all__ = ["Fragment", "Kinds", "StepKind", "UnknownKind", "kind_named"]

Kinds = Mapping[str, StepKind]


class UnknownKind(Refusal):
    """No feature has registered a kind of this name."""


def kind_named(name: str, kinds: Kinds) -> StepKind:
    """The kind of this name; :class:`UnknownKind` where there is none."""
    if name not in kinds:
        known = ", ".join(sorted(kinds))
        raise UnknownKind(
            message("There is no kind of step %(name)s; known are: %(known)s.", name=name, known=known)
        )
    return kinds[name]
