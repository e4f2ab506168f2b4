"""Whatever units do, every sum before equals every sum after to the person."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.base.database import db, lock_for_writing
from lms.coverage.models import Count
from lms.coverage.rules.tabulating import table_of
from lms.people.models import Level, Person, Posting, PostPlace
from lms.people.rules.deciding_places import decide
from lms.people.rules.moving import catch_up
from lms.places.models import Succession, Unit, UnitKind
from lms.places.queries import ancestors_of, parts_of
from lms.places.rules.changing_units import list_of
from lms.places.rules.reading_units import read_units
from lms.staffing.rules.changing_units import carry_out, keep_changes, preview
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus, Holding
from lms.standards.rules.recording import record
from tests.factories.coverage import requirement, role
from tests.factories.people import make_person, post_person
from tests.factories.places import make_unit

FAR = date(2027, 1, 1)
HAMLETS = (None, "Thôn Đông", "Thôn Tây")
# Making a failing example smaller takes minutes on a database.
SMALL = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)

POSTS = st.tuples(st.integers(0, 5), st.integers(0, 2))
PEOPLE = st.lists(st.tuples(POSTS, st.none() | POSTS, st.booleans()), min_size=1, max_size=6)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "rename", "into another province", "new name of a province"]),
        st.integers(0, 9),
        st.integers(0, 9),
        st.integers(1, 120),
    ),
    min_size=1,
    max_size=3,
)


@dataclass
class World:
    """Two provinces with three communes each; changes come one after the other."""

    country: Unit
    day: date = date(2025, 9, 1)
    codes: int = 90100
    lists: list[bytes] = field(default_factory=list)

    def communes(self) -> list[Unit]:
        """Those of the day before the next change."""
        living = Unit.holding_on(self.day - timedelta(days=1))
        return list(
            db.session.scalars(select(Unit).where(Unit.kind == UnitKind.COMMUNE, living).order_by(Unit.id))
        )

    def new(self, name: str, parent: Unit) -> tuple[str, str, str, str, None]:
        """A row of a unit that begins on the day, with a code that nobody had."""
        self.codes += 1
        return (str(self.codes), name, parent.code, self.day.isoformat(), None)

    def change(self, what: str, first: int, second: int) -> bytes:
        """The list that says what happens on the day."""
        communes = self.communes()
        one = communes[first % len(communes)]
        assert one.parent
        other = communes[second % len(communes)]
        home = one.parent
        if what == "new name of a province":
            units = [(home.code, f"Thành phố {self.day:%d%m}", "VN", self.day.isoformat(), None)]
            return list_of(units, [(home.code, home.code, self.day.isoformat(), "rename", None, "NQ")])
        if what == "into another province" and other.parent:
            home = other.parent
        olds = {each.id: each for each in ((one, other) if what == "merge" else (one,))}
        begun = [self.new(f"Xã Mới {self.codes}", home) for _ in range(2 if what == "split" else 1)]
        links = [
            (old.code, new[0], self.day.isoformat(), None, "1" if new is begun[0] else None, "NQ 1")
            for old in olds.values()
            for new in begun
        ]
        return list_of(begun, links)


def build(people: list[tuple[tuple[int, int], tuple[int, int] | None, bool]]) -> World:
    """The world with its people, of whom some were trained."""
    country = make_unit("VN", "Việt Nam", kind=UnitKind.COUNTRY)
    communes = []
    for province_code in ("91", "92"):
        province = make_unit(province_code, f"Tỉnh {province_code}", country)
        communes += [make_unit(f"{province_code}00{n}", f"Xã {province_code}{n}", province) for n in range(3)]
    asked = requirement("test", "Điều phải biết", [role("ctv_ds", Level.HAMLET, "Cộng tác viên")])
    for number, (first, further, trained) in enumerate(people):
        person = make_person(f"Lê Thị {'ABCDEF'[number]}", code=f"P{number}")
        for commune, hamlet in filter(None, (first, further)):
            post_person(person, communes[commune], hamlet=HAMLETS[hamlet])
        if trained:
            _train(person, asked.competency_id)
    return World(country)


def _train(person: Person, competency_id: int) -> None:
    record(
        person_id=person.id,
        competency_id=competency_id,
        occurred_on=date(2024, 5, 5),
        kind=EvidenceKind.WORKSHOP,
        status=EvidenceStatus.CONFIRMED,
        source=f"test:{person.id}",
    )


def sums(country: Unit, day: date) -> tuple[int, int, int, int, list[Count]]:
    """People, postings, evidence, holdings, and what the head's table counts, for the whole area."""
    table = table_of(country, day)
    assert table.sum_of_rows - table.surplus == table.total.people
    numbers = [db.session.scalar(select(func.count()).select_from(each)) for each in (Evidence, Holding)]
    held = select(func.count(Posting.id)).where(Posting.holding_on(day))
    return (
        table.total.people,
        db.session.scalar(held) or 0,
        *(number or 0 for number in numbers),
        [cell.count for cell in table.total.cells],
    )  # type: ignore[return-value]


def places_on(day: date) -> dict[int, PostPlace]:
    """The one place of each post on a day."""
    found = db.session.scalars(select(PostPlace).where(PostPlace.holding_on(day))).all()
    assert len({place.post_id for place in found}) == len(found), "somebody is counted twice"
    for place in found:
        assert place.unit.holds_on(day)
        assert not place.hamlet or place.hamlet.unit_id == place.unit_id
    return {place.post_id: place for place in found}


def above(parts: dict[int, Unit]) -> int | None:
    """The nearest unit above all the parts, found in another way than the product does."""
    ways = [[unit.id for unit in ancestors_of(part)] for part in parts.values()]
    return next((each for each in ways[0] if all(each in way for way in ways)), None)


def waiting() -> dict[tuple[int, str, int], list[int]]:
    """What is to be decided: by split unit, and hamlet or post, the parts to choose from."""
    places = db.session.scalars(select(PostPlace).where(PostPlace.split_unit_id.is_not(None))).all()
    return {
        (
            place.split_unit_id or 0,
            "hamlet" if place.split_hamlet_id else "post",
            place.split_hamlet_id or place.post_id,
        ): sorted(parts_of(place.split_unit_id or 0))
        for place in places
    }


def decide_all(order: list[tuple[int, str, int]], choices: dict[tuple[int, str, int], int | None]) -> None:
    """Take decisions one after the other."""
    for key in order:
        unit_id, kind, what = key
        chosen = {what: choices[key]}
        decide(unit_id, chosen if kind == "hamlet" else {}, chosen if kind == "post" else {}, by=None)
        db.session.flush()


def test_every_sum_before_equals_every_sum_after_to_the_person(both_app: Flask) -> None:
    @SMALL
    @given(PEOPLE, CHANGES, st.randoms(use_true_random=False))
    def keep(people, changes, random) -> None:  # type: ignore[no-untyped-def]
        db.session.rollback()
        lock_for_writing("test")
        world = build(people)
        before = sums(world.country, world.day)
        for what, first, second, pause in changes:
            content = world.change(what, first, second)
            eve = sums(world.country, world.day - timedelta(days=1))
            carry_out(keep_changes("changes.csv", content, None).id, by=None)
            assert preview(read_units("changes.csv", content)).plan.changes_nothing
            assert sums(world.country, world.day) == eve == before
            for place in places_on(world.day).values():
                if place.split_unit_id and place.part_id is None and place.valid_from == world.day:
                    assert place.unit_id == (above(parts_of(place.split_unit_id)) or world.country.id)
            world.day += timedelta(days=pause)
        assert catch_up(FAR) == []
        _decide_in_any_order(world, before, random)
        db.session.rollback()

    keep()


def _decide_in_any_order(world: World, before: object, random) -> None:  # type: ignore[no-untyped-def]
    open_now = waiting()
    choices = {key: random.choice(parts) for key, parts in open_now.items()}
    order = list(choices)
    decide_all(order, choices)
    assert sums(world.country, FAR) == before
    first = {post_id: place.unit_id for post_id, place in places_on(FAR).items()}
    decide_all(order, dict.fromkeys(order))
    assert sums(world.country, FAR) == before
    decide_all(order[::-1], choices)
    assert {post_id: place.unit_id for post_id, place in places_on(FAR).items()} == first
    assert sums(world.country, FAR) == before
    split = {place.split_unit_id for place in places_on(FAR).values() if place.split_unit_id}
    links = db.session.scalars(select(Succession.from_id).where(Succession.from_id.in_(split)))
    assert split <= set(links)
