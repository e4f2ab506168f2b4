"""What a part keeps about people, table by table: whose it is, what it is for, and what becomes of it when
somebody's data is erased. Each part lists its own; a test walks all tables, so that none is forgotten.

Erasing never changes what is counted: rows by which figures, registers and seals are right stay, with the id
of a person of whom nothing else is known. See ``docs/decisions`` (erasure) and ``lms.privacy``.
"""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class Sort(enum.StrEnum):
    """What data of a person is about, as she is told."""

    IDENTITY = "identity"
    POSTS = "posts"
    SIGN_IN = "sign_in"
    LEARNING = "learning"
    ANSWERS = "answers"
    EVIDENCE = "evidence"
    CERTIFICATES = "certificates"
    CLASSES = "classes"
    MESSAGES = "messages"
    WORK = "work"  # what she wrote, decided or met in the work of the office
    LISTS = "lists"
    RECORD = "record"  # what was done to her record, and who saw it


class Way(enum.StrEnum):
    """What becomes of her rows when her data is erased."""

    REMOVE = "remove"
    BLANK = "blank"  # the row stays for what is counted; what tells of her goes
    KEEP = "keep"  # the row holds ids, days and results only


class Reason(enum.StrEnum):
    """Why a row stays."""

    COUNTED = "counted"  # coverage and closed periods count it, without a name
    REGISTER = "register"  # the register of certificates is kept; it answers to the code on the paper
    PROOF = "proof"  # who did what, chained and sealed
    OFFICE = "office"  # the work of the office, which goes on without her name


@dataclass(frozen=True)
class PersonalData:
    """One table that holds something about people."""

    table: str
    sort: Sort
    whose: Sequence[str] = ()
    """The columns that say whom a row is about: they name a person, or a row of another table listed."""
    way: Way = Way.KEEP
    reason: Reason | None = None
    """Why rows stay; None where they are removed."""
    blank: Mapping[str, Any] = field(default_factory=dict)
    """What stands in which column afterwards; a function is given the table and returns an expression. A
    value never takes the place of NULL, an expression does."""
    by: Sequence[str] = ()
    """The columns that say who acted: they keep her id."""
    words: Sequence[str] = ()
    """Columns of free words in which others may have named her: her name is struck out in every row."""
    plain: Sequence[str] = ()
    """Further columns of text that hold no words about people: codes, titles, digests."""
    hidden: Sequence[str] = ()
    """Columns that she is not shown: secrets, and what would tell of others."""
    also: Callable[[Sequence[int]], None] | None = None
    """What else is done, given the ids under which she is on record: what no UPDATE says."""
