"""What does not fit together in an activity: said to who runs it, never in the way of saving."""

from collections.abc import Iterator

from lms.activities.models import Activity, ActivityKind, ActivityState, TeacherPart
from lms.activities.queries import Seats
from lms.base.messages import Message, message

TAUGHT = (ActivityKind.TRAINING, ActivityKind.REFRESHER)


def warnings_of(activity: Activity, seats: Seats) -> list[Message]:
    """What should be looked at before the activity is held, closed or reported."""
    if activity.state is ActivityState.CANCELLED:
        return []
    return [*_of_people(activity, seats), *_of_programme(activity)]


def _of_people(activity: Activity, seats: Seats) -> Iterator[Message]:
    people = seats.came or seats.all
    if activity.typed_count is not None and people and activity.typed_count != people:
        yield message(
            "The report says %(typed)d, the roster has %(people)d people.",
            typed=activity.typed_count,
            people=people,
        )
    if activity.capacity is not None and seats.all > activity.capacity:
        yield message(
            "There are %(seats)d seats, and %(people)d people on the roster.",
            seats=activity.capacity,
            people=seats.all,
        )


def _of_programme(activity: Activity) -> Iterator[Message]:
    taught = activity.kind in TAUGHT
    if taught and all(each.part is not TeacherPart.TRAINER for each in activity.teachers):
        yield message("No trainer is named yet.")
    if not activity.document and activity.kind is ActivityKind.OUTSIDE:
        yield message("A class of another body counts only with its document.")
    if not activity.document and taught:
        yield message("The decision or plan is not named; evidence will stand without a document.")
    for topic in activity.topics:
        if topic.competency_id is not None and topic.theory + topic.practice == 0:
            yield message("“%(topic)s” has no periods, so it cannot count for anybody.", topic=topic.title)
