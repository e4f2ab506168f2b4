"""What a phone hands in of a half-day, as JSON."""

from datetime import UTC, datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from lms.activities.models import AttendanceWay
from lms.activities.rules.attending import Taken
from lms.base import clock
from lms.web.asking import row_key

MOST_AT_ONCE = 500
IN_THE_ROOM = (AttendanceWay.TICKED, AttendanceWay.CARD)


class Ticks(NamedTuple):
    """Attendances that were taken on a phone in one half-day."""

    id: str
    """A UUID, of all of them together."""
    half_day_id: int
    content: dict[str, Any]
    """What was sent, as JSON."""

    @classmethod
    def read(cls, sent: Any) -> Self:
        """From ``{"id", "half_day", "ticks": [{"id", "entry", "present", "way", "taken_at"}]}``, each perhaps
        with ``"person"``: whose seat it was.

        Raises KeyError, TypeError, ValueError or OverflowError for anything else.
        """
        ticks = sent["ticks"]
        if not isinstance(ticks, list) or not 0 < len(ticks) <= MOST_AT_ONCE:
            raise ValueError("a list of ticks")
        half_day = row_key(str(sent["half_day"]))
        content = {"half_day": half_day, "ticks": [_tick(each) for each in ticks]}
        return cls(str(UUID(sent["id"])), half_day, content)

    @property
    def taken(self) -> list[Taken]:
        """What the ticks say; a clock that runs ahead is brought back to ours."""
        return [
            Taken(
                id=each["id"],
                entry_id=each["entry"],
                half_day_id=self.half_day_id,
                present=each["present"],
                way=AttendanceWay(each["way"]),
                taken_at=min(_moment(each["taken_at"]), clock.now()),
                person_id=each.get("person"),
            )
            for each in self.content["ticks"]
        ]


def _tick(sent: Any) -> dict[str, Any]:
    if not isinstance(sent["present"], bool):
        raise TypeError("present is true or false")
    if AttendanceWay(sent["way"]) not in IN_THE_ROOM:
        raise ValueError("a phone in the room ticks or scans")
    _moment(sent["taken_at"])
    named: dict[str, Any] = {"id": str(UUID(sent["id"])), "entry": row_key(str(sent["entry"]))}
    if sent.get("person") is not None:
        named["person"] = row_key(str(sent["person"]))
    return named | {name: sent[name] for name in ("present", "way", "taken_at")}


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment has its zone")
    moment.astimezone(UTC)  # one at the edge of the calendar overflows
    return moment
