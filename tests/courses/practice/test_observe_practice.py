"""Signing an observation: who may, what follows, once, without network, from a lost phone, voided."""

from datetime import date, timedelta
from io import BytesIO
from typing import NamedTuple

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select

from courses.practice.checklist.shape import Mark
from courses.practice.models import Apart, ChecklistVersion, Observation, ObservationConflict, Way
from courses.practice.pdf.checklist import draw_checklist
from courses.practice.policies import may_observe, standings
from courses.practice.queries import newest_versions, observers_near
from courses.practice.rules import observing
from courses.practice.rules.correcting import CannotCount, Decided, ReasonMissing, decide, void
from courses.practice.rules.observing import BadObservation, NotEntitled, TooMuchApart, receive
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.people.rules.merging import merge
from lms.standards.models import EvidenceKind, Mode, ScaleLevel
from lms.standards.queries import evidence_of
from lms.standards.rules.recording import lapse
from tests.factories.account import client_of
from tests.factories.helping import two_communes
from tests.factories.people import make_person
from tests.factories.phones import phone_of
from tests.factories.practice import GREETING, a_checklist, let_hold, sent_observation, signed

SECOND_TRY = (Mark.WRONG, Mark.RIGHT, Mark.RIGHT)


class Scene(NamedTuple):
    """Mai, the officer, holds what the checklist shows; Lan and Huệ serve in her commune, Cúc elsewhere."""

    version: ChecklistVersion
    mai: Person
    lan: Person
    hue: Person
    cuc: Person


def scene() -> Scene:
    people = two_communes()
    version = a_checklist()
    let_hold(people["mai"])
    return Scene(version, people["mai"], people["lan"], people["hue"], people["cuc"])


@pytest.fixture
def here(app: Flask) -> Scene:
    return scene()


def shown(person: Person) -> list[EvidenceKind]:
    return [each.kind for each in evidence_of(person.id)]


def test_who_passes_shows_the_competency_and_is_told(both_app: Flask) -> None:
    here = scene()
    found = receive(here.mai, signed(here.version, here.lan), now=clock.now()).observation
    db.session.commit()
    evidence = evidence_of(here.lan.id)[0]
    assert (evidence.kind, evidence.occurred_on) == (EvidenceKind.OBSERVED, clock.today())
    assert evidence.source == f"practice:{found.id}"
    inbox = client_of(both_app, here.lan).get("/inbox").text
    assert "Chào hỏi" in inbox


def test_what_was_done_together_shows_a_level_less(app: Flask, here: Scene) -> None:
    db.session.add_all(
        ScaleLevel(scale="passed", ordinal=each, name_vi="x", name_en="x") for each in (1, 2, 3)
    )
    db.session.commit()
    version = a_checklist("chao-hoi-gioi", GREETING.replace("ĐẠT", "MỨC: 3\nĐẠT"), "")
    for mode in (Mode.SELF, Mode.TOGETHER):
        receive(here.mai, signed(version, here.lan, mode=mode), now=clock.now())
    assert sorted(each.level for each in evidence_of(here.lan.id)) == [2, 3]


def test_the_same_again_gives_the_same_receipt_and_another_content_is_kept_beside_it(both_app: Flask) -> None:
    here = scene()
    first = signed(here.version, here.lan)
    receipts = {receive(here.mai, first, now=clock.now()).observation.receipt for _again in range(3)}
    other = signed(here.version, here.lan, id=first.id, marks=SECOND_TRY)
    assert [receive(here.mai, other, now=clock.now()).conflict for _again in range(2)] == [True, True]
    db.session.commit()
    assert len(receipts) == 1
    assert db.session.scalar(select(func.count()).select_from(Observation)) == 1
    assert db.session.scalar(select(func.count()).select_from(ObservationConflict)) == 1
    assert len(shown(here.lan)) == 1


def test_who_does_not_pass_shows_nothing_and_reads_what_to_do_better(app: Flask, here: Scene) -> None:
    found = receive(here.mai, signed(here.version, here.lan, marks=SECOND_TRY), now=clock.now()).observation
    db.session.commit()
    page = client_of(app, here.lan).get(f"/observations/{found.id}").text
    assert shown(here.lan) == []
    assert "Gõ ba tiếng rồi chờ." in page
    assert "/void" not in page


def test_nobody_observes_who_does_not_hold_it_nor_herself_nor_people_elsewhere(
    app: Flask, here: Scene
) -> None:
    today = clock.today()
    assert may_observe(here.mai, here.lan, here.version, today)
    assert not may_observe(here.mai, here.mai, here.version, today)
    assert not may_observe(here.mai, here.cuc, here.version, today)
    assert not may_observe(here.lan, here.hue, here.version, today)
    assert not may_observe(here.mai, here.lan, here.version, date(2026, 1, 4))
    with pytest.raises(BadObservation):
        receive(here.mai, signed(here.version, here.mai), now=clock.now())
    with pytest.raises(NotEntitled):
        receive(here.hue, signed(here.version, here.lan, way=Way.FORM), now=clock.now())


def test_a_colleague_who_holds_it_observes_and_needs_the_level_of_the_checklist(
    app: Flask, here: Scene
) -> None:
    let_hold(here.hue)
    assert may_observe(here.hue, here.lan, here.version, clock.today())
    assert not may_observe(here.hue, here.cuc, here.version, clock.today())
    here.version.level = 3
    own, officers = (
        standings(each, [here.version], clock.today())[here.version.id] for each in (here.hue, here.mai)
    )
    assert (own.suffices, own.asked, officers.suffices) == (False, 3, True)


def test_an_ability_that_was_withdrawn_is_held_no_more(app: Flask, here: Scene) -> None:
    let_hold(here.mai)
    lapse(
        person_id=here.mai.id,
        competency_id=here.version.competency_id,
        occurred_on=clock.today() - timedelta(days=1),
        by=None,
        note="Rút",
    )
    assert not may_observe(here.mai, here.lan, here.version, clock.today())
    assert may_observe(here.mai, here.lan, here.version, clock.today() - timedelta(days=2))


def test_two_records_of_one_human_do_not_observe_each_other(app: Flask, here: Scene) -> None:
    assert observers_near(here.lan, here.version, clock.today()) == [here.mai]
    merge(here.mai, here.hue, by=None)
    assert not may_observe(here.mai, here.hue, here.version, clock.today())


def test_the_list_says_what_is_hers_and_why_not_the_others(app: Flask, here: Scene) -> None:
    mine, hers = (client_of(app, each).get("/practice") for each in (here.mai, here.lan))
    assert mine.headers["Kept-For"] == str(here.mai.id)
    assert "/practice/chao-hoi" in mine.text
    assert "/practice/chao-hoi" not in hers.text
    assert client_of(app, here.lan).get("/practice/chao-hoi").status_code == 404
    page = client_of(app, here.mai).get("/practice/chao-hoi")
    assert page.headers["Kept-For"] == str(here.mai.id)
    assert here.lan.full_name in page.text
    assert here.cuc.full_name not in page.text


def test_a_phone_hands_it_in_by_its_key_once(app: Flask, here: Scene) -> None:
    phone, body = phone_of(here.mai), sent_observation(here.version, here.lan)
    answers = [phone.post(app, "/observations", body).json for _again in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["state"] == "kept"
    assert answers[0]["receipt"]
    changed = phone.post(app, "/observations", {**body, "marks": ["wrong"] * 3}).json
    assert changed == {"state": "conflict", "receipt": None}
    assert len(shown(here.lan)) == 1


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"marks": ["right"]}, 422),
        ({"marks": ["perhaps"] * 3}, 400),
        ({"marks": 7}, 400),
        ({"id": "no"}, 400),
        ({"person": 10**30}, 400),
        ({"person": 999_999}, 404),
        ({"version": 999_999}, 404),
        ({"mode": "paper"}, 422),
        ({"observed_at": "2026-01-01"}, 400),
        ({"observed_at": "2026-01-01T00:00:00"}, 400),
        ({"note": ["x"]}, 400),
    ],
)
def test_what_is_no_observation_is_refused_with_a_sentence(
    app: Flask, here: Scene, more: dict[str, object], status: int
) -> None:
    answer = client_of(app, here.mai).post(
        "/observations", json={**sent_observation(here.version, here.lan), **more}
    )
    assert answer.status_code == status
    assert answer.json
    assert answer.json["error"]
    assert db.session.scalar(select(func.count()).select_from(Observation)) == 0


def test_a_long_body_or_none_is_refused(app: Flask, here: Scene) -> None:
    client = client_of(app, here.mai)
    assert client.post("/observations", json={"note": "x" * 20_000}).status_code == 413
    assert client.post("/observations", data="x").status_code == 415
    assert client.post("/observations", json=[1]).status_code == 400


def test_what_a_lost_phone_sends_counts_once_the_officer_has_said_so(app: Flask, here: Scene) -> None:
    phone = phone_of(here.mai)
    phone.lose()
    body = sent_observation(here.version, here.lan)
    assert phone.post(app, "/observations", body).json["state"] == "apart"
    assert phone.post(app, "/observations", body).json["state"] == "apart"
    assert shown(here.lan) == []
    officer = client_of(app, here.mai)
    assert "1 lượt quan sát chờ quyết định" in officer.get("/").text
    address = f"/observations/{body['id']}"
    assert client_of(app, here.lan).post(f"{address}/decision", data={"take": "yes"}).status_code == 404
    assert officer.post(f"{address}/decision", data={"take": "yes"}).status_code == 303
    assert shown(here.lan) == [EvidenceKind.OBSERVED]
    with pytest.raises(Decided):
        decide(db.session.get_one(Observation, body["id"]), take=False, by=here.mai.id, now=clock.now())


def test_who_did_not_hold_it_that_day_is_kept_apart_and_cannot_be_taken_over(app: Flask, here: Scene) -> None:
    found = receive(here.hue, signed(here.version, here.lan), now=clock.now()).observation
    assert found.apart is Apart.NOT_ENTITLED
    with pytest.raises(CannotCount):
        decide(found, take=True, by=here.mai.id, now=clock.now())
    let_hold(here.hue)
    decide(found, take=True, by=here.mai.id, now=clock.now())
    assert shown(here.lan) == [EvidenceKind.OBSERVED]


def test_a_lost_phone_cannot_fill_the_database(
    app: Flask, here: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "MOST_WAITING", 1)
    receive(here.mai, signed(here.version, here.lan), revoked=True, now=clock.now())
    with pytest.raises(TooMuchApart):
        receive(here.mai, signed(here.version, here.lan), revoked=True, now=clock.now())


def test_it_counts_on_the_day_on_which_it_was_done(app: Flask) -> None:
    with time_machine.travel("2026-03-02 09:00+07:00", tick=False):
        here = scene()
    with time_machine.travel("2026-03-10 09:00+07:00", tick=False):
        days = [
            receive(
                here.mai, signed(here.version, here.lan, observed_on=day), now=clock.now()
            ).observation.observed_on
            for day in (date(2026, 3, 5), date(2026, 3, 1), date(2026, 4, 1))
        ]
        assert days == [date(2026, 3, 5), date(2026, 3, 10), date(2026, 3, 10)]
        paper = signed(here.version, here.lan, observed_on=date(2026, 2, 20), way=Way.PAPER)
        assert receive(here.mai, paper, now=clock.now()).observation.observed_on == date(2026, 2, 20)
        tomorrow = signed(here.version, here.lan, observed_on=date(2026, 3, 11), way=Way.PAPER)
        with pytest.raises(BadObservation):
            receive(here.mai, tomorrow, now=clock.now())


def test_a_mistake_is_voided_with_a_reason_and_done_anew(both_app: Flask) -> None:
    here = scene()
    found = receive(here.mai, signed(here.version, here.lan, note="Tốt"), now=clock.now()).observation
    with pytest.raises(ReasonMissing):
        void(found, reason=" ", erase_note=False, by=here.mai.id, now=clock.now())
    void(found, reason="Nhầm người", erase_note=True, by=here.mai.id, now=clock.now())
    assert (found.counts, found.note) == (False, None)
    assert shown(here.lan) == [EvidenceKind.OBSERVED, EvidenceKind.VOID]
    with pytest.raises(Decided):
        void(found, reason="Nữa", erase_note=False, by=here.mai.id, now=clock.now())
    receive(here.mai, signed(here.version, here.lan), now=clock.now())
    db.session.commit()
    assert shown(here.lan).count(EvidenceKind.OBSERVED) == 2
    assert "Nhầm người" in client_of(both_app, here.lan).get(f"/observations/{found.id}").text


def test_only_the_observer_and_who_answers_for_her_place_void_it(app: Flask, here: Scene) -> None:
    found = receive(here.mai, signed(here.version, here.lan), now=clock.now()).observation
    db.session.commit()
    address = f"/observations/{found.id}"
    for person in (here.lan, here.hue, here.cuc):
        assert client_of(app, person).post(f"{address}/void", data={"reason": "x"}).status_code == 404
    assert client_of(app, here.hue).get(address).status_code == 404
    assert client_of(app, here.mai).post(f"{address}/void", data={"reason": "Nhầm"}).status_code == 303
    assert not db.session.get_one(Observation, found.id).counts


def test_it_is_signed_by_the_form_where_there_is_no_script(app: Flask, here: Scene) -> None:
    client = client_of(app, here.mai)
    address = "/practice/chao-hoi/observations"
    fields = {
        "person": str(here.lan.id),
        "mark-0": "right",
        "mark-1": "right",
        "mark-2": "missed",
        "mode": "self",
    }
    missing = [{**fields, "person": ""}, {**fields, "mark-1": ""}, fields]
    assert [client.post(address, data=each).status_code for each in missing] == [422, 422, 422]
    kept = client.post(
        address, data={**fields, "agreed": "on", "note": "Rất tốt"}, follow_redirects=True
    ).text
    assert "Rất tốt" in kept
    assert shown(here.lan) == [EvidenceKind.OBSERVED]
    wrong = client.post(address, data={**fields, "agreed": "on", "day": "hôm qua"})
    assert wrong.status_code == 422


def test_the_printed_checklist_is_one_page(shipped_app: Flask) -> None:
    for version in newest_versions():
        for language in ("vi", "en"):
            pages = PdfReader(BytesIO(draw_checklist(version, language, date(2026, 11, 23)))).pages
            assert len(pages) == 1


def test_a_colleague_finds_the_way_to_observing_on_her_start_page(app: Flask, here: Scene) -> None:
    let_hold(here.hue)
    way = 'href="/practice"'
    assert way in client_of(app, here.hue).get("/").text
    assert way not in client_of(app, here.lan).get("/").text  # who holds nothing of it


def test_who_serves_alone_is_shown_no_way_to_observing(app: Flask, here: Scene) -> None:
    alone = make_person("Tạ Thị Yên")
    let_hold(alone)
    assert 'href="/practice"' not in client_of(app, alone).get("/").text
