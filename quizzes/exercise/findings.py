"""What is wrong with an exercise: a sentence for its author, with line and scene."""

from dataclasses import dataclass

from lms.base.messages import Message, message


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend (an error) or to think over (a warning)."""

    line: int
    scene: str
    """The name of the scene; empty where it concerns the whole."""
    sentence: Message
    error: bool = True


def errors(findings: list[Finding]) -> list[Finding]:
    """Those that keep the exercise from being published."""
    return [finding for finding in findings if finding.error]


def finding_in(file: str, finding: Finding) -> Message:
    """A finding as a line of a report: file, line, scene, sentence."""
    if not finding.scene:
        return message(
            "%(file)s:%(line)d: %(sentence)s", file=file, line=finding.line, sentence=finding.sentence
        )
    return message(
        "%(file)s:%(line)d: scene “%(scene)s”: %(sentence)s",
        file=file,
        line=finding.line,
        scene=finding.scene,
        sentence=finding.sentence,
    )
