"""What the checker of courses found, as lines of text."""

from collections.abc import Sequence

from flask_babel import gettext

from courses.source.course import CourseSource
from courses.source.findings import Finding
from courses.source.matrix import Row
from lms.web.i18n import said

LIBRARY = "courses/library"
NONE = "—"


def finding_line(finding: Finding) -> str:
    """File, line, sentence; a doubt says that it is one."""
    doubt = "" if finding.error else gettext(" (warning)")
    place = f"{LIBRARY}/{finding.place}: " if finding.file else ""
    return f"{place}{said(finding.sentence)}{doubt}"


def matrix_lines(rows: Sequence[Row]) -> list[str]:
    """A table: for each task the lessons that teach it and the exercises that ask for it."""
    heads = (gettext("Task"), gettext("Lessons"), gettext("Exercises"))
    table = [heads, *((row.competency, _listed(row.lessons), _listed(row.exercises)) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(2)]
    return [f"{task:<{widths[0]}}  {lessons:<{widths[1]}}  {asked}" for task, lessons, asked in table]


def size_lines(slug: str, sizes: Sequence[tuple[int, str, int]]) -> list[str]:
    """A line for each section and language."""
    return [f"{slug} {section} {language}: {count} B" for section, language, count in sizes]


def question_lines(course: CourseSource) -> list[str]:
    """The questions of a course under its name."""
    if not course.questions:
        return []
    asked = [f"- [{each.mark}] {each.about}: {each.text}" for each in course.questions]
    return [f"# {course.names['vi']}", *asked, ""]


def _listed(names: Sequence[str]) -> str:
    """Names that begin alike are gathered: ``bao-ve-tre-em 1, 3; bao-cao-so 2``."""
    gathered: dict[str, list[str]] = {}
    for name in names:
        course, _, number = name.partition(" ")
        gathered.setdefault(course, []).append(number)
    return "; ".join(f"{course} {', '.join(numbers)}".strip() for course, numbers in gathered.items()) or NONE
