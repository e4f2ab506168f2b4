"""Where the posts of a split unit go, a person decides: by hamlet, or one by one."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import Person, PostPlace
from lms.people.queries import posting_rows, postings_of
from lms.people.rules.deciding_places import BadDecision, decide
from lms.people.rules.moving import catch_up
from lms.places.models import Unit
from lms.places.queries import scope_ids, subtree_ids
from tests.factories.people import make_collaborator, post_person
from tests.factories.places import MERGER, make_unit, succeed
from tests.factories.successions import SplitCommune, split_commune

EVE = date(2025, 6, 30)
TODAY = date(2026, 11, 22)


@pytest.fixture
def split(both_app: Flask) -> SplitCommune:
    return split_commune()


def people_of(unit: Unit, day: date = TODAY) -> set[int]:
    rows = db.session.execute(posting_rows(scope_ids([unit.id], day), day))
    return {row.person_id for row in rows}


def place_of(person: Person, day: date = TODAY) -> PostPlace:
    (posting,) = postings_of(person.id)
    (place,) = [each for each in posting.post.places if each.holds_on(day)]
    return place


def post_of(person: Person) -> int:
    return postings_of(person.id)[0].post_id


def test_all_posts_of_a_hamlet_go_together(split: SplitCommune) -> None:
    to = split.small.hoi_thinh
    assert decide(split.unit.id, {split.hamlet("Thôn Đông").id: to.id}, {}, by=None) == 2
    db.session.commit()
    assert people_of(to) == {split.lan.id, split.sen.id}
    assert place_of(split.lan).hamlet is place_of(split.sen).hamlet
    hamlet = place_of(split.lan).hamlet
    assert hamlet
    assert (hamlet.name, hamlet.unit) == ("Thôn Đông", to)


def test_it_counts_from_the_day_of_the_split(split: SplitCommune) -> None:
    decide(split.unit.id, {split.hamlet("Thôn Đông").id: split.small.hoi_thinh.id}, {}, by=None)
    db.session.commit()
    assert people_of(split.small.hoi_thinh, MERGER) == {split.lan.id, split.sen.id}
    assert place_of(split.lan, EVE).unit == split.unit


def test_a_post_without_a_hamlet_is_decided_by_itself(split: SplitCommune) -> None:
    decide(split.unit.id, {}, {post_of(split.officer): split.small.tam_duong.id}, by=None)
    db.session.commit()
    assert people_of(split.small.tam_duong) == {split.officer.id}
    assert place_of(split.lan).unit == split.small.phu_tho


def test_nobody_is_decided_by_the_part_that_is_only_proposed(split: SplitCommune) -> None:
    assert people_of(split.small.tam_duong) == set()
    assert len(people_of(split.small.phu_tho)) == 4


def test_a_decision_can_be_taken_otherwise_and_taken_back(split: SplitCommune) -> None:
    hamlet = split.hamlet("Thôn Đông").id
    for part in (split.small.hoi_thinh, split.small.tam_duong):
        decide(split.unit.id, {hamlet: part.id}, {}, by=None)
        db.session.commit()
        assert people_of(part) == {split.lan.id, split.sen.id}
    assert decide(split.unit.id, {hamlet: None}, {}, by=None) == 2
    db.session.commit()
    place = place_of(split.lan)
    assert (place.unit, place.part, place.hamlet) == (split.small.phu_tho, None, None)
    assert people_of(split.small.tam_duong) == people_of(split.small.hoi_thinh) == set()
    assert len(people_of(split.small.phu_tho)) == 4


def test_each_decision_is_on_record_with_what_it_moved(split: SplitCommune) -> None:
    decide(split.unit.id, {split.hamlet("Thôn Tây").id: split.small.hoi_thinh.id}, {}, by=split.officer.id)
    decide(split.unit.id, {split.hamlet("Thôn Tây").id: None}, {}, by=split.officer.id)
    db.session.commit()
    acts = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.object_kind == "post", AuditEntry.object_id == str(post_of(split.mai)))
        .order_by(AuditEntry.id)
    ).all()
    assert [act.action for act in acts] == ["post:opened", "post:moved", "post:decided", "post:undecided"]
    assert acts[2].facts == {
        "split": split.unit.id,
        "from": split.small.phu_tho.id,
        "to": split.small.hoi_thinh.id,
        "since": "2025-07-01",
    }


def test_deciding_the_same_again_changes_nothing(split: SplitCommune) -> None:
    wanted = {split.hamlet("Thôn Đông").id: split.small.hoi_thinh.id}
    decide(split.unit.id, wanted, {}, by=None)
    db.session.commit()
    assert decide(split.unit.id, wanted, {}, by=None) == 0


@pytest.mark.parametrize("what", ["part", "hamlet", "post", "unit"])
def test_it_refuses_what_has_nothing_to_do_with_the_split(split: SplitCommune, what: str) -> None:
    east, part = split.hamlet("Thôn Đông").id, split.small.hoi_thinh.id
    unit_id, hamlets, posts = {
        "part": (split.unit.id, {east: split.small.phu_tho.id}, {}),
        "hamlet": (split.unit.id, {999_999: part}, {}),
        "post": (split.unit.id, {}, {post_of(split.lan): part}),
        "unit": (split.small.hop_hoa.id, {east: part}, {}),
    }[what]
    with pytest.raises(BadDecision):
        decide(unit_id, hamlets, posts, by=None)


def test_who_is_entered_later_for_the_old_hamlet_follows_it(split: SplitCommune) -> None:
    decide(split.unit.id, {split.hamlet("Thôn Đông").id: split.small.hoi_thinh.id}, {}, by=None)
    late = make_collaborator(split.unit, "Ngô Thị Hồng", hamlet="Thôn Đông")
    catch_up(TODAY)
    db.session.commit()
    assert place_of(late).unit == split.small.hoi_thinh
    assert place_of(late).hamlet is place_of(split.lan).hamlet


def test_a_decision_goes_on_through_the_changes_that_followed(split: SplitCommune) -> None:
    later = date(2026, 5, 1)
    split.small.hoi_thinh.valid_until = later
    renamed = make_unit("08906", "Phường Hội Thịnh", split.small.phu_tho, since=later)
    succeed(split.small.hoi_thinh, renamed)
    db.session.flush()
    decide(split.unit.id, {split.hamlet("Thôn Đông").id: split.small.hoi_thinh.id}, {}, by=None)
    db.session.commit()
    assert place_of(split.lan, date(2026, 4, 30)).unit == split.small.hoi_thinh
    assert place_of(split.lan).unit == renamed
    decide(split.unit.id, {split.hamlet("Thôn Đông").id: split.small.tam_duong.id}, {}, by=None)
    db.session.commit()
    assert place_of(split.lan).unit == split.small.tam_duong
    assert len(postings_of(split.lan.id)[0].post.places) == 2


def test_a_hamlet_keeps_its_name_beside_another_of_that_name(split: SplitCommune) -> None:
    make_collaborator(split.small.hop_hoa, "Đỗ Thị Hoa", hamlet="Thôn Đông")
    catch_up(TODAY)
    decide(split.unit.id, {split.hamlet("Thôn Đông").id: split.small.tam_duong.id}, {}, by=None)
    db.session.commit()
    hamlet = place_of(split.lan).hamlet
    assert hamlet
    assert hamlet.name == "Thôn Đông (Duy Phiên)"


def test_a_place_entered_after_its_unit_had_ended_moves_as_a_whole(both_app: Flask) -> None:
    split = split_commune(moved=False)
    split.unit.valid_until = None
    db.session.flush()
    late = make_collaborator(split.unit, "Ngô Thị Hồng", hamlet="Thôn Tây")
    place_of(late).valid_from = date(2025, 10, 1)
    left = post_person(split.officer, split.unit, since=date(2025, 3, 1), until=date(2025, 12, 1))
    left.post.places[0].valid_until = date(2025, 12, 1)
    split.unit.valid_until = MERGER
    db.session.flush()
    catch_up(TODAY)
    db.session.commit()
    assert [place.unit.code for place in postings_of(late.id)[0].post.places] == ["25"]
    assert place_of(late).split_unit == split.unit
    spans = [(place.unit.code, place.valid_from, place.valid_until) for place in left.post.places]
    assert spans == [("08900", date(2025, 3, 1), MERGER), ("25", MERGER, date(2025, 12, 1))]
    assert db.session.scalars(subtree_ids([split.small.phu_tho.id], TODAY)).all()
