"""Which lesson or exercise a step is, whatever the edition. Pure."""

from courses.models import Step


def place_of(step: Step) -> str:
    """The same word for the same lesson or exercise in every edition of a course: a lesson by its number, any
    other step by what the course's source says about it."""
    if step.lesson is not None:
        return f"lesson:{step.lesson}"
    named = (str(step.reference[key]) for key in sorted(step.reference))
    return ":".join([step.kind, *named])[:160]
