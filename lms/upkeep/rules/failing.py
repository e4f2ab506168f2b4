"""A note in the folder of backups that the last one could not be made, for whichever process tells of it."""

import json
from contextlib import suppress
from pathlib import Path

from lms.base.messages import Message, message

_FAILED = "failed"


def note_failure(backups: Path, sentence: Message) -> None:
    """Keep why no backup could be made, where that can be kept at all."""
    said = {name: str(value) for name, value in sentence.params.items()}
    with suppress(OSError):
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        (backups / _FAILED).write_text(json.dumps([sentence.text, said]), "utf-8")


def forget_failure(backups: Path) -> None:
    """A backup was made: what was wrong before is over."""
    (backups / _FAILED).unlink(missing_ok=True)


def last_failure(backups: Path) -> Message | None:
    """Why the last backup could not be made; None where it was made."""
    try:
        noted = (backups / _FAILED).read_text("utf-8")
    except OSError:
        return None
    try:
        text, params = json.loads(noted)
        return Message(str(text), dict(params))
    except ValueError:  # there was no room for the reason, either
        return message("The last backup could not be made. The page Jobs says why.")
