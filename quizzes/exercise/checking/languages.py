"""Whether the texts of two languages describe one graph."""

from lms.base.messages import message
from quizzes.exercise.checking.kinds import unlike
from quizzes.exercise.findings import Finding
from quizzes.exercise.graph import Exercise, scene_graph


def differences(first: Exercise, second: Exercise) -> list[Finding]:
    """Where the texts of two languages do not describe one graph; lines and names are the second's."""
    found = []
    settings = ("code", "kind", "competencies", "pass_mark", "draw", "quotas", "attempts", "wait_hours")
    if any(getattr(first, name) != getattr(second, name) for name in settings):
        found.append(Finding(1, "", message("The head does not say the same as in the other language.")))
    if len(first.scenes) != len(second.scenes):
        found.append(
            Finding(
                1,
                "",
                message(
                    "There are %(here)d scenes here and %(there)d in the other language.",
                    here=len(second.scenes),
                    there=len(first.scenes),
                ),
            )
        )
    for theirs, ours in zip(first.scenes, second.scenes, strict=False):
        if theirs.tags != ours.tags:
            sentence = message("The tags are not those of the other language; they are the same in both.")
            found.append(Finding(ours.line, ours.name, sentence))
        elif unlike(theirs, ours):
            sentence = message("What is accepted here is not what the other language accepts.")
            found.append(Finding(ours.line, ours.name, sentence))
        elif scene_graph(theirs) != scene_graph(ours):
            sentence = message("Choices, arrows or points differ from the scene in the other language.")
            found.append(Finding(ours.line, ours.name, sentence))
    return found
