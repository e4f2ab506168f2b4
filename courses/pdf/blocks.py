"""The blocks of a short text as a paper needs them, from the clean HTML that its Markdown became."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple


class Word(NamedTuple):
    """A word and how it is set."""

    text: str
    bold: bool = False
    italic: bool = False
    joined: bool = False
    """Whether it follows the word before without a space, as a full stop follows a bold word."""


Words = list[Word]

_OPENING = re.compile(r'(^|[(\[–])"')
_HEADINGS = {"h2": "h2", "h3": "h3", "h4": "h3"}


@dataclass
class Block:
    """A paragraph, a heading, an entry of a list, a table or a box."""

    kind: str
    """``h2``, ``h3``, ``p``, ``li``, ``table``, or for a box the kind of its admonition."""
    words: Words = field(default_factory=list)
    marker: str = ""
    """What stands before an entry of a numbered list; empty for a dot."""
    rows: list[list[Words]] = field(default_factory=list)
    """Of a table; the first row is its headings."""
    inside: list["Block"] = field(default_factory=list)
    """Of a box; its title is a block of the kind ``title``."""


def blocks_of(html: str) -> list[Block]:
    """The blocks of clean HTML in their order; what no paper needs (pictures, rules) is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._boxes: list[Block] = []
        self._lists: list[int | None] = []
        self._words: Words = []
        self._bold = self._italic = 0
        self._open_word = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what begins here."""
        self._bold += tag in ("strong", "th")
        self._italic += tag == "em"
        names = (dict(attrs).get("class") or "").split()
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "div":
            self._box(Block(names[-1] if names else "note"))
        elif tag == "li":
            self._item()
        elif tag in ("p", *_HEADINGS) and not self._in_item():
            self._add(Block("title" if "admonition-title" in names else _HEADINGS.get(tag, "p")))
        else:
            self._table(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what ends here."""
        self._bold -= tag in ("strong", "th")
        self._italic -= tag == "em"
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "div":
            self._boxes.pop()
        if tag in ("p", "li", "td", "th", *_HEADINGS):
            self._open_word = False

    def handle_data(self, data: str) -> None:
        """Take up the words of a stretch of text."""
        for number, text in enumerate(data.split()):
            joined = number == 0 and self._open_word and not data[0].isspace()
            self._words.append(Word(_curled(text), self._bold > 0, self._italic > 0, joined))
        if data:
            self._open_word = not data[-1].isspace()

    def _here(self) -> list[Block]:
        return self._boxes[-1].inside if self._boxes else self.blocks

    def _add(self, block: Block) -> None:
        self._here().append(block)
        self._fresh()
        block.words = self._words

    def _box(self, block: Block) -> None:
        self._here().append(block)
        self._boxes.append(block)

    def _table(self, tag: str) -> None:
        if tag == "table":
            self._add(Block("table"))
        elif tag == "tr":
            self._here()[-1].rows.append([])
        elif tag in ("td", "th"):
            self._fresh()
            self._here()[-1].rows[-1].append(self._words)

    def _item(self) -> None:
        marker = ""
        if self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            marker = f"{self._lists[-1]}."
        self._add(Block("li", marker=marker))

    def _in_item(self) -> bool:
        here = self._here()
        return bool(self._lists) and bool(here) and here[-1].kind == "li"

    def _fresh(self) -> None:
        self._words, self._open_word = [], False


def _curled(text: str) -> str:
    """A word with the quotation marks of print."""
    return _OPENING.sub("\\1“", text).replace('"', "”")
