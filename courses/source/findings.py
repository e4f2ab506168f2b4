"""What is found wrong in a course's source: where, and in which sentence."""

from dataclasses import dataclass

from lms.base.messages import Message, Refusal


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or doubtful."""

    file: str
    """From the library on, e.g. ``bao-ve-tre-em/vi/01-nhin-thay.md``."""
    line: int
    """0 where it is the whole file."""
    sentence: Message
    error: bool = True
    """Whether it stops publishing; otherwise it is a doubt."""

    @property
    def place(self) -> str:
        """File and line, as an editor understands them."""
        return f"{self.file}:{self.line}" if self.line else self.file


class BadCourse(Refusal):
    """A course's folder cannot be read."""

    def __init__(
        self, sentence: Message, file: str = "", line: int = 0, problem: Message | None = None
    ) -> None:
        super().__init__(sentence)
        self.finding = Finding(file, line, problem or sentence)
        """``problem`` is the sentence without the place, which a finding says by itself."""
