"""The shipped checklists: one text file per checklist and language, ``library/<code>.<language>.txt``."""

from pathlib import Path
from typing import NamedTuple

LIBRARY = Path(__file__).resolve().parent / "library"


class ChecklistFiles(NamedTuple):
    """A checklist as it is shipped."""

    code: str
    vi: str
    en: str
    """Empty where it is shipped in Vietnamese only."""


def shipped_checklists(library: Path = LIBRARY) -> list[ChecklistFiles]:
    """Every shipped checklist, by code."""
    return [_read(file) for file in sorted(library.glob("*.vi.txt"))]


def _read(file: Path) -> ChecklistFiles:
    code = file.name.removesuffix(".vi.txt")
    english = file.with_name(f"{code}.en.txt")
    return ChecklistFiles(
        code, file.read_text("utf-8"), english.read_text("utf-8") if english.exists() else ""
    )
