"""What this part adds to pages of parts below."""

from flask import render_template

from quizzes.queries.exercises import newest_version


def exercise_links(*, code: str) -> str:
    """The way from the desk of an exercise to what its answers teach; nothing where there is none."""
    return render_template("analysis/link.html", code=code) if newest_version(code) else ""
