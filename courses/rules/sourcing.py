"""Where the source of a course is, by its part of an address: made here, or shipped and changed here."""

from courses.library import folder_of, read_course
from courses.queries.own_courses import kept_folder, own_course
from courses.rules.placing import NoSuchPlace, placed
from courses.rules.shipping import source_of
from courses.source.course import CourseSource
from lms.base.messages import message


def source_named(slug: str) -> CourseSource:
    """The course as it would be published now: a course of our own as its files stand, a shipped one as it is
    taught here.

    Raises ``BadCourse`` where its folder cannot be read, :class:`NoSuchPlace` where there is none.
    """
    own, folder = own_course(slug), folder_of(slug)
    if own:
        return placed(read_course(kept_folder(own)))
    if folder:
        return source_of(folder)
    raise NoSuchPlace(message("There is no course %(slug)s that could be published.", slug=slug))
