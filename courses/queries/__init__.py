"""Reading courses, enrolments and bundles; what other parts ask stands here."""

from courses.queries.bundles import (
    Served,
    bundle_of,
    section_bytes,
    section_state,
)
from courses.queries.editions import (
    course_by_slug,
    newest_edition,
    newest_editions,
    proposed_courses,
    published_edition,
    step,
    steps_of,
    steps_of_editions,
)
from courses.queries.enrolments import (
    done_in,
    done_steps,
    enrolment,
    enrolments_in,
    latest_enrolments,
    learned_lessons,
    learned_sections,
    open_with_nothing_left,
)
from courses.queries.helping import PeopleToHelp, people_to_help
from courses.queries.lessons import (
    Review,
    documents_of,
    kept_picture,
    kept_pictures,
    lessons_of,
    lessons_resting_on,
    lessons_with_tasks,
    to_review,
)

__all__ = [
    "PeopleToHelp",
    "Review",
    "Served",
    "bundle_of",
    "course_by_slug",
    "documents_of",
    "done_in",
    "done_steps",
    "enrolment",
    "enrolments_in",
    "kept_picture",
    "kept_pictures",
    "latest_enrolments",
    "learned_lessons",
    "learned_sections",
    "lessons_of",
    "lessons_resting_on",
    "lessons_with_tasks",
    "newest_edition",
    "newest_editions",
    "open_with_nothing_left",
    "people_to_help",
    "proposed_courses",
    "published_edition",
    "section_bytes",
    "section_state",
    "step",
    "steps_of",
    "steps_of_editions",
    "to_review",
]
