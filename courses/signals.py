"""The facts that courses announce. Receivers run in the transaction of the rule that announces them:
they lock what they write, flush, and never commit."""

from blinker import Namespace

_facts = Namespace()

course_completed = _facts.signal("course_completed")
"""Somebody has done the last step of an edition, and the evidence stands. Sender: the ``Enrolment``."""
