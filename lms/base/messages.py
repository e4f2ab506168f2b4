"""What rules say to people: a sentence to be translated later, and the refusal that carries one.

Rules know no language. They return or raise a :class:`Message`; the web layer, a command or a report
translates it. The text is the English sentence, which is also the key in the catalogues.
"""

from typing import Any, NamedTuple


class Message(NamedTuple):
    """A sentence with named places, e.g. ``Message("%(code)s is not known.", {"code": "08869"})``."""

    text: str
    params: dict[str, Any]

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


def message(text: str, **params: Any) -> Message:
    """Mark ``text`` for translation and bind its named places; the catalogues are extracted by this name.

    A parameter may itself be a :class:`Message`; it is translated first.
    """
    return Message(text, params)


class Refusal(Exception):
    """A rule says no, with a sentence for the person who asked. Subclasses name the reason:
    ``raise UnknownUnit(message("No unit has the code %(code)s on %(day)s.", code=code, day=day))``."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.text)
        self.message = sentence

    def __str__(self) -> str:
        return str(self.message)
