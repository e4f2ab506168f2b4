"""The blueprint on which the pages of activities stand, and how each of them finds its activity."""

from flask import Blueprint, abort

from lms.activities.models import Activity, HalfDay
from lms.activities.policies import may_run
from lms.activities.queries import whole_activity
from lms.web.access import asker

activities = Blueprint(
    "activities",
    "lms.activities",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/activities",
)


def activity_or_404(activity_id: int) -> Activity:
    """An activity that the asker runs, with its programme; to her there are no others."""
    activity = whole_activity(activity_id)
    if activity is None or not may_run(asker(), activity):
        abort(404)
    return activity


def half_day_or_404(activity: Activity, half_day_id: int) -> HalfDay:
    """A half-day of this activity; there are no others here."""
    found = next((each for each in activity.half_days if each.id == half_day_id), None)
    return found or abort(404)
