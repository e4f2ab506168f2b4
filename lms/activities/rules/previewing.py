"""What attendance would show or has shown: per topic for how many it counts, and who misses the minimum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.activities.models import Activity, RosterEntry, Topic
from lms.activities.rules.attending import present_in, taught_by
from lms.activities.rules.crediting import Taught, attended_periods, counts, credits_of
from lms.base.messages import Message, message


@dataclass(frozen=True)
class Missing:
    """Somebody who came, but not for enough of a topic."""

    entry: RosterEntry
    attended: int
    """Periods that she attended."""
    needed: int
    """Periods that count as the minimum."""

    @property
    def lacking(self) -> int:
        """By how many periods she misses it."""
        return self.needed - self.attended


@dataclass(frozen=True)
class TopicPreview:
    """A topic: for how many of those who came it counts, and for whom it does not."""

    topic: Topic
    counted: int
    came: int
    missing: Sequence[Missing]


@dataclass(frozen=True)
class Preview:
    """What the attendance of an activity comes to; guests show nothing and are not in it."""

    topics: Sequence[TopicPreview]
    absent: Sequence[RosterEntry]
    """Staff who were expected and never came."""
    showing: int
    """How many people show at least one competency."""


def preview(activity: Activity, entries: Iterable[RosterEntry]) -> Preview:
    """What the attendance of these seats comes to, by the minimum of the activity."""
    staff = [entry for entry in entries if entry.person_id is not None]
    came = [entry for entry in staff if present_in(entry)]
    topics, minimum = taught_by(activity), activity.minimum_attendance
    return Preview(
        topics=[
            _topic(topic, taught, came, minimum)
            for topic, taught in zip(activity.topics, topics, strict=True)
        ],
        absent=[entry for entry in staff if not present_in(entry)],
        showing=sum(bool(credits_of(topics, present_in(entry), minimum)) for entry in came),
    )


def differences(
    activity: Activity, before: Mapping[int, frozenset[int]], entries: Iterable[RosterEntry]
) -> list[Message]:
    """What a correction of attendance changed in what counts; ``before`` holds the half-days in which each
    seat was present until then."""
    found: list[Message] = []
    topics, minimum = taught_by(activity), activity.minimum_attendance
    titles = {topic.id: topic.title for topic in activity.topics}
    for entry in entries:
        if entry.person is None or before.get(entry.id, frozenset()) == present_in(entry):
            continue
        for topic in topics:
            was = counts(topic, before.get(entry.id, frozenset()), minimum)
            if was == counts(topic, present_in(entry), minimum):
                continue
            facts = {
                "name": entry.person.full_name,
                "topic": titles[topic.topic],
                "attended": attended_periods(topic, present_in(entry)),
                "periods": topic.periods,
            }
            found.append(
                message(
                    "%(name)s: “%(topic)s” no longer counts (%(attended)d of %(periods)d periods).", **facts
                )
                if was
                else message(
                    "%(name)s: “%(topic)s” counts now (%(attended)d of %(periods)d periods).", **facts
                )
            )
    return found


def _topic(topic: Topic, taught: Taught, came: Sequence[RosterEntry], minimum: int) -> TopicPreview:
    needed = -(-minimum * taught.periods // 100)
    missing = [
        Missing(entry, attended_periods(taught, present_in(entry)), needed)
        for entry in came
        if not counts(taught, present_in(entry), minimum)
    ]
    return TopicPreview(topic, len(came) - len(missing), len(came), missing)
