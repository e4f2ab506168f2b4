"""What stands beside all courses: the glossary, and the questions for the province's specialist."""

from flask import render_template, request

from courses.formats.glossary import glossary_of
from courses.queries import newest_editions
from courses.views.blueprint import courses
from lms.base.text import clean
from lms.web.access import Permission, requires, signed_in

MOST_WORDS = 100  # characters of a search


@courses.get("/glossary")
@signed_in
def glossary() -> str:
    """The words of all courses with what they mean; ``?words=`` looks among them, without diacritics too."""
    words = clean(request.args.get("words", ""))[:MOST_WORDS]
    return render_template(
        "courses/glossary.html", words=words, letters=glossary_of(newest_editions(), words)
    )


@courses.get("/courses/questions")
@requires(Permission.EXERCISES_WRITE)
def questions() -> str:
    """What was left out of the courses because it is not sure: one list, to print and to ask."""
    asked = [edition for edition in newest_editions() if edition.questions]
    return render_template("courses/questions.html", editions=asked)
