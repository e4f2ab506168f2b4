"""The people behind a number, ready to be read: where each serves, how far she is, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lms.coverage.models import Scene, State
from lms.coverage.queries.naming import details, roles_by_id, units_by_id
from lms.people.models import Person, Role
from lms.places.models import Unit
from lms.standards.models import Requirement
from lms.standards.rules.explaining import Standing, explain_many


@dataclass
class Line:
    """One person on the list."""

    person: Person
    posts: list[tuple[Unit | None, Role]] = field(default_factory=list)
    """Where and as what she serves on the page; without a unit where she serves none."""
    state: State = State.LACKING
    """How far she is with the requirement of the list."""
    valid_until: date | None = None
    """The first day on which she no longer holds it; None without an end."""
    standing: Standing | None = None
    """Why, and what to do next; None on a list without a requirement."""


def lines_of(scene: Scene, listed: Sequence[Person], requirement: Requirement | None) -> list[Line]:
    """The lines of some people of a page, in their order."""
    lines = {person.id: Line(person) for person in listed}
    rows = details(scene, lines.keys())
    units = units_by_id({row.unit_id for row in rows if row.unit_id is not None})
    roles = roles_by_id()
    for row in rows:
        line = lines[row.person_id]
        post = units[row.unit_id] if row.unit_id is not None else None, roles[row.role_id]
        if post not in line.posts:
            line.posts.append(post)
        if requirement and row.requirement_id == requirement.id and row.state >= line.state:
            line.state, line.valid_until = State(row.state), row.valid_until
    if requirement:
        for person_id, standing in explain_many(list(lines), requirement, scene.day).items():
            lines[person_id].standing = standing
    return list(lines.values())
