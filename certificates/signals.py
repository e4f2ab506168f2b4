"""The facts that certificates announce. Receivers run in the transaction of the rule that announces them."""

from blinker import Namespace

_facts = Namespace()

award_approved = _facts.signal("award_approved")
"""An award has its number and its frozen words, and waits to be drawn. Sender: the ``Award``."""
