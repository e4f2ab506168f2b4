"""The facts that certificates announce. Receivers run in the transaction of the rule that announces them."""

from blinker import Namespace

_facts = Namespace()

award_nominated = _facts.signal("award_nominated")
"""Somebody has earned an award, which waits to be approved. Sender: the ``Award``."""

award_approved = _facts.signal("award_approved")
"""An award has its number and its frozen words, and waits to be drawn. Sender: the ``Award``."""
