"""The folder of a course, wherever it is kept: on disk, or in memory as it came from a database or a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from courses.source.tables import LANGUAGES

HEAD = "course.toml"
TERMS = "terms.toml"
JOB_AID = "job-aid.md"
MEDIA = "media"


class Folder(Protocol):
    """The files of one course."""

    @property
    def name(self) -> str:
        """The name of the folder: the course's part of an address."""
        ...

    def paths(self) -> list[str]:
        """Where its files stand, from the folder on, in order: ``vi/01-mo-so.md``."""
        ...

    def read(self, path: str) -> bytes:
        """The content of a file; OSError or KeyError for one that is not there."""
        ...


@dataclass(frozen=True)
class DiskFolder:
    """A folder on disk. Only what a course consists of is seen, and no link that leads elsewhere."""

    path: Path

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.path.name

    def paths(self) -> list[str]:
        """The files of a course that lie in it."""
        top = [self.path / name for name in (HEAD, TERMS)]
        below = [file for part in (*LANGUAGES, MEDIA) for file in (self.path / part).glob("[!.]*")]
        files = [file for file in (*top, *below) if file.is_file() and not file.is_symlink()]
        return sorted(file.relative_to(self.path).as_posix() for file in files)

    def read(self, path: str) -> bytes:
        """The content of a file."""
        return (self.path / path).read_bytes()


@dataclass(frozen=True)
class HeldFolder:
    """A folder in memory."""

    name: str
    files: Mapping[str, bytes]

    def paths(self) -> list[str]:
        """Where its files stand."""
        return sorted(self.files)

    def read(self, path: str) -> bytes:
        """The content of a file."""
        return self.files[path]


def lessons_in(folder: Folder, language: str) -> dict[int, list[str]]:
    """By number, the files of a folder that are lessons in a language; more than one is a mistake."""
    found: dict[int, list[str]] = {}
    for path in folder.paths():
        number = number_of(path)
        if number is not None and path.startswith(f"{language}/"):
            found.setdefault(number, []).append(path)
    return found


def number_of(path: str) -> int | None:
    """The number of the lesson that a file is, by its name (``vi/01-mo-so.md``); None for any other file."""
    part, _, name = path.partition("/")
    is_lesson = part in LANGUAGES and name[:2].isdecimal() and name[2:3] == "-" and name.endswith(".md")
    return int(name[:2]) if is_lesson else None
