"""Tables of the bank: an index over published lists, which can be made anew at any time."""

from quizzes.bank.models.question import BankLabel, BankQuestion, LabelKind

__all__ = ["BankLabel", "BankQuestion", "LabelKind"]
