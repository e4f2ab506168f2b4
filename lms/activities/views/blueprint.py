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


def check_may_hand_in(activity_id: int, half_day_id: int) -> None:
    """404 for a half-day whose attendance is not the asker's to hand in: she runs the activity, or ran it on
    that day."""
    activity = whole_activity(activity_id) or abort(404)
    half_day = half_day_or_404(activity, half_day_id)
    if not (may_run(asker(), activity) or may_run(asker(), activity, on=half_day.day)):
        abort(404)
