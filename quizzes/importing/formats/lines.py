"""A line of a document as readers of questions see it: its words, and how each letter looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lms.base.foreign.documents import PLAIN, Document, Look, Paragraph, Picture
from lms.base.messages import Message, message
from lms.base.text import clean

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a stretch of one; without words where only pictures stand."""

    text: str
    place: Message
    looks: tuple[Look, ...] = ()
    """How each letter looks; empty where all look plain."""
    label: int = 0
    """How many letters at its beginning the program wrote by itself: the number of a list."""
    apart: bool = True
    """Whether it is a paragraph of its own, or has an empty line above."""
    heading: bool = False
    pictures: tuple[Picture, ...] = ()
    """What is shown where it stands."""

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A stretch of the line, without spaces at its ends."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        label = max(0, min(self.label, end) - start)
        return Line(self.text[start:end], self.place, self.looks[start:end], label, self.apart, self.heading)

    @property
    def words(self) -> str:
        """Its words, cleaned."""
        return clean(self.text)

    @property
    def seen(self) -> Iterator[Look]:
        """How each of its letters looks that is seen and that its author wrote."""
        return (
            look
            for sign, look in zip(self.text[self.label :], self.looks[self.label :], strict=False)
            if not sign.isspace()
        )


def lines_of_text(text: str) -> list[Line]:
    """The lines of a plain text, empty ones left out."""
    found: list[Line] = []
    apart = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        words = _UNSEEN.sub("", raw).strip()
        if words:
            found.append(Line(words, message("line %(number)d", number=number), apart=apart))
        apart = not words
    return found


def lines_of(document: Document) -> Iterator[Line]:
    """The lines of a document in its order, those of tables cell by cell."""
    for paragraph in document.paragraphs:
        yield from lines_of_paragraph(paragraph)


def lines_of_paragraph(paragraph: Paragraph) -> Iterator[Line]:
    """The lines of one paragraph; its label stands before the first."""
    label = f"{paragraph.label} " if paragraph.label else ""
    signs: list[str] = list(label)
    looks: list[Look] = [PLAIN] * len(label)
    for run in paragraph.runs:
        text = _UNSEEN.sub("", run.text)
        signs += text
        looks += [run.look] * len(text)
    whole = Line("".join(signs), paragraph.place, tuple(looks), len(label), True, paragraph.heading > 0)
    start, apart = 0, True
    for piece in whole.text.split("\n"):
        end = start + len(piece)
        cut = whole.cut(start, end)
        if cut.text:
            yield Line(cut.text, cut.place, cut.looks, cut.label, apart, cut.heading)
            apart = False
        start = end + 1
    if paragraph.pictures:  # behind its words: a paragraph may begin the question that they belong to
        yield Line("", paragraph.place, pictures=paragraph.pictures)
