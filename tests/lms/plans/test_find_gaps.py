"""Finding who lacks what: one human with two records has one gap, and one seat."""

from flask import Flask

from lms.activities.models import Half
from lms.activities.rules.planning import PlannedTopic
from lms.base.database import db
from lms.plans.rules.finding_gaps import Wanted, expected_at, gaps_of
from lms.staffing.rules.merging import merge_people
from tests.factories.activities import DAY, a_class, sit
from tests.factories.people import make_collaborator, make_head
from tests.factories.places import unit
from tests.factories.standards import requirement


def test_who_has_a_seat_under_a_second_record_is_no_gap_any_more(both_shipped_app: Flask) -> None:
    head, commune, asked = make_head(unit("26", DAY)), unit("08869", DAY), requirement("bao_ve_tre_em")
    lan = make_collaborator(commune, "Vũ Thị Lan", hamlet="Thôn Đông")
    again = make_collaborator(commune, "Vũ Lan", hamlet="Thôn Tây")
    sit(a_class(PlannedTopic("Bảo vệ trẻ em", asked.competency_id, 4)), again)
    merge_people(lan, again, by=head.id)
    db.session.commit()
    assert expected_at([(DAY, Half.MORNING)])[DAY, Half.MORNING] == {lan.id}
    wanted = [Wanted(asked.competency, asked)]
    gaps = gaps_of(head, wanted, unit_ids=(commune.id,), kind_ids=(), day=DAY)
    assert (gaps.people, gaps.seated) == ({}, 1)
