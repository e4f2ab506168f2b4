"""The lessons of a course as exercises refer to them: by their number through the whole course."""

from flask_babel import gettext

from courses.models import Edition, Section, Step


def lessons_of(step: Step, language: str) -> dict[int, tuple[str, str]]:
    """By its number, where each lesson of the step's course stands, and its title with that number.

    From a step of the same section the way is a fragment; to another section it is a path.
    """
    own = step.section
    return {
        number: (
            f"#b{lesson.ordinal}" if section is own else f"{_path(section)}#b{lesson.ordinal}",
            gettext("Lesson %(number)d. %(title)s", number=number, title=lesson.text(language).title),
        )
        for number, (section, lesson) in enumerate(_lessons(own.edition), 1)
    }


def lesson_paths(step: Step, language: str) -> dict[int, tuple[str, str]]:
    """The same for a page outside the section: every way is a path."""
    found = lessons_of(step, language)
    here = _path(step.section)
    return {
        number: (f"{here}{way}" if way.startswith("#") else way, title)
        for number, (way, title) in found.items()
    }


def _lessons(edition: Edition) -> list[tuple[Section, Step]]:
    return [(section, step) for section in edition.sections for step in section.steps if step.kind == "page"]


def _path(section: Section) -> str:
    return f"/learn/{section.edition.course.slug}/{section.ordinal}"
