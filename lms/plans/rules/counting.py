"""Counting: seats and the people behind them. Only closed attendance counts; an activity whose number nobody
knows adds nothing and stays unknown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from lms.activities.models import Activity, ActivityState, GuestGroup
from lms.activities.rules.reporting import kind_key, kind_order
from lms.plans.models.tally import OrganiserLine, Tally
from lms.plans.queries import SeatTaken, seats_in


def tally(activities: Iterable[Activity]) -> Tally:
    """Seats and people of those of the activities that are closed."""
    return _sum([seat for seats in _seats(activities).values() for seat in seats])


def tally_each(activities: Iterable[Activity]) -> dict[int, Tally]:
    """The :func:`tally` of each activity; one without a known number is not listed."""
    return {activity_id: _sum(seats) for activity_id, seats in _seats(activities).items()}


def tally_by_organiser(activities: Iterable[Activity]) -> list[OrganiserLine]:
    """The :func:`tally` of what each body held, by its name; what nobody is named for comes last."""
    held: dict[int | None, list[Activity]] = {}
    for activity in activities:
        held.setdefault(activity.organiser_id, []).append(activity)
    lines = [OrganiserLine(members[0].organiser, members, tally(members)) for members in held.values()]
    return sorted(lines, key=_organiser_order)


def _organiser_order(line: OrganiserLine) -> tuple[bool, str]:
    return (False, line.organiser.folded) if line.organiser else (True, "")


def _seats(activities: Iterable[Activity]) -> dict[int, list[SeatTaken]]:
    closed = [each.id for each in activities if each.state is ActivityState.CLOSED]
    seats: dict[int, list[SeatTaken]] = {}
    for seat in seats_in(closed):
        seats.setdefault(seat.activity_id, []).append(seat)
    return seats


def _sum(seats: Sequence[SeatTaken]) -> Tally:
    staff = [seat for seat in seats if seat.person_id is not None]
    people = {(seat.person_id, kind_key(seat.kind)) for seat in staff}
    return Tally(
        kinds=tuple(sorted({kind_key(seat.kind): seat.kind for seat in staff}.values(), key=kind_order)),
        seats_by_kind=Counter(kind_key(seat.kind) for seat in staff),
        persons_by_kind=Counter(kind for _person, kind in people),
        persons=len({person for person, _kind in people}),
        guests_by_group=Counter(
            seat.guest_group or GuestGroup.OTHER for seat in seats if seat.person_id is None
        ),
    )
