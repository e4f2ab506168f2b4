"""Writes a checklist as text, so that reading it gives the same checklist."""

from courses.practice.checklist.grammar import HEADERS
from courses.practice.checklist.shape import Item, Sheet

_LANGUAGES = ("vi", "en")


def write_checklist(sheet: Sheet, language: str = "vi") -> str:
    """The text of a checklist, with the words of the grammar in a language."""
    word = {key: words[_LANGUAGES.index(language)].upper() for key, words in HEADERS.items()}
    head = [
        f"# {sheet.title}",
        f"{word['competency']}: {sheet.competency}",
        f"{word['level']}: {sheet.level}",
        f"{word['share']}: {sheet.share}%",
        f"{word['minutes']}: {sheet.minutes}",
        *(f"{word['basis']}: {each}" for each in sheet.basis),
    ]
    if not sheet.competency:
        del head[1]
    parts = ["\n".join(head), sheet.task, "\n".join(line for item in sheet.items for line in _lines(item))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(item: Item) -> list[str]:
    first = f"*{'!' if item.must else ''} {item.text}"
    return [first, f"  > {item.advice}"] if item.advice else [first]
