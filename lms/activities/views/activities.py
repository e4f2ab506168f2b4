"""Activities in the browser: the list of a year, and what each of them is."""

from flask import render_template

from lms.activities.views.blueprint import activities
from lms.web.access import Permission, requires


@activities.get("/activities")
@requires(Permission.ACTIVITIES_RUN)
def list_activities() -> str:
    """The activities of a year that the asker runs."""
    return render_template("activities/list_activities.html")
