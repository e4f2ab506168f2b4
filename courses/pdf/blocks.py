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
_SOUND = re.compile(r"/media/[0-9a-f]+\.ogg")
_OWN_WORDS = {"h2": "h2", "h3": "h3", "h4": "h3", "p": "p", "dt": "title", "dd": "li"}
"""By tag, the kind of the block whose words it holds."""


@dataclass
class Block:
    """A paragraph, a heading, an entry of a list, a table or a box."""

    kind: str
    """``h2``, ``h3``, ``p``, ``li``, ``table``, ``picture``, or for a box the kind of its admonition."""
    words: Words = field(default_factory=list)
    """Of a picture, what is to be seen on it."""
    marker: str = ""
    """What stands before an entry of a numbered list; empty for a dot."""
    level: int = 1
    """Of an entry: 2 within an entry of another list."""
    address: str = ""
    """Of a picture, where it is kept."""
    rows: list[list[Words]] = field(default_factory=list)
    """Of a table; the first row is its headings."""
    inside: list["Block"] = field(default_factory=list)
    """Of a box; its title is a block of the kind ``title``."""


def blocks_of(html: str) -> list[Block]:
    """The blocks of clean HTML in their order; what no paper needs (recordings, rules) is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _filled(reader.blocks)


def words_of(text: str, *, bold: bool = False, italic: bool = False) -> Words:
    """The words of a plain text."""
    return [Word(word, bold, italic) for word in text.split()]


def heading(text: str, kind: str = "h2") -> Block:
    """A heading."""
    return Block(kind, words_of(text))


def paragraph(text: str) -> Block:
    """A paragraph."""
    return Block("p", words_of(text))


def box(title: str, text: str, kind: str = "note") -> Block:
    """A box with a title."""
    return Block(kind, inside=[Block("title", words_of(title)), paragraph(text)])


def _filled(blocks: list[Block]) -> list[Block]:
    for block in blocks:
        block.inside = _filled(block.inside)
    return [each for each in blocks if each.words or each.rows or each.inside]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._boxes: list[Block] = []
        self._lists: list[int | None] = []
        self._words: Words = []
        self._bold = self._italic = 0
        self._open_word = False
        self._link = ""
        self._rows: list[list[Words]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what begins here."""
        given = {name: value or "" for name, value in attrs}
        self._bold += tag in ("strong", "th")
        self._italic += tag == "em"
        names = given.get("class", "").split()
        if tag in ("ul", "ol"):
            first = given.get("start", "1")
            self._lists.append(int(first) - 1 if tag == "ol" and first.isdigit() else None)
        elif tag == "div":
            self._box(Block(names[-1] if names else "note"))
        elif tag == "li":
            self._item()
        elif tag in _OWN_WORDS and not self._in_item():
            self._add(Block("title" if "admonition-title" in names else _OWN_WORDS[tag]))
        elif tag == "img":
            self._here().append(
                Block("picture", words_of(given.get("alt", "")), address=given.get("src", ""))
            )
        elif tag == "a":
            self._link = given.get("href", "")
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
        elif tag == "a":
            self._name_link()
        if tag in ("li", "td", "th", "br", *_OWN_WORDS):
            self._open_word = False

    def handle_data(self, data: str) -> None:
        """Take up the words of a stretch of text."""
        if _SOUND.match(self._link):
            return  # nobody can hear it from paper
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
            self._rows = self._here()[-1].rows
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._fresh()
            self._rows[-1].append(self._words)

    def _item(self) -> None:
        marker = ""
        if self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            marker = f"{self._lists[-1]}."
        self._add(Block("li", marker=marker, level=max(1, len(self._lists))))

    def _name_link(self) -> None:
        """Say where a link leads: on paper it cannot be followed."""
        link, self._link = self._link, ""
        if link.startswith("https://") and link not in (word.text for word in self._words):
            self._words.append(Word(f"({link})"))

    def _in_item(self) -> bool:
        words = [block.kind for block in self._here()[-2:] if block.kind != "picture"]
        return bool(self._lists) and words[-1:] == ["li"]

    def _fresh(self) -> None:
        self._words, self._open_word = [], False


def _curled(text: str) -> str:
    """A word with the quotation marks of print."""
    return _OPENING.sub("\\1“", text).replace('"', "”")
