"""The facts that people announce. Receivers run in the transaction of the rule that announces them:
they lock what they write, flush, and never commit."""

from blinker import Namespace

_facts = Namespace()

person_merged = _facts.signal("person_merged")
"""Somebody on record is from now on read as somebody else. Sender: the ``PersonAlias``."""

person_parted = _facts.signal("person_parted")
"""A merging was taken back: both are people of their own again. Sender: the ``PersonAlias``; ``by``: who did
that."""
