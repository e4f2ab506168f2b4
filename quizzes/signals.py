"""The facts that quizzes announce. Receivers run in the transaction of the rule that announces them:
they lock what they write, flush, and never commit."""

from blinker import Namespace

_facts = Namespace()

exercise_published = _facts.signal("exercise_published")
"""An exercise has a new version, flushed. Sender: the ``ExerciseVersion``."""
