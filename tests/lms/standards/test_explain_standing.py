"""One sentence says why somebody meets a requirement on a day, or not yet."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given

from lms.base import clock
from lms.base.database import db
from lms.people.models import Level, Person
from lms.people.queries import person_by_code
from lms.standards.models import EvidenceKind, EvidenceStatus, Mode, Validity
from lms.standards.rules.explaining import State, explain, explain_all, explain_everybody, explain_many
from lms.standards.rules.folding import Rule, Showing, fold
from lms.standards.rules.judging import standing
from lms.standards.rules.recording import lapse, void
from lms.web.i18n import said
from tests.factories.account import sign_in
from tests.factories.standards import a_class, a_collaborator, competency, requirement, somebody
from tests.lms.standards.test_fold_evidence import (
    BY_CLAUSES,
    CONFIRMED,
    DECLARED,
    LAPSE,
    RULES,
    SOME_DAYS,
    STORIES,
    TWO_YEARS,
    VOID,
    rule,
    shown,
)

DAY = date(2026, 11, 22)
YEARLY = rule(Validity.CALENDAR_YEAR)
OVER = replace(rule(), valid_until=date(2026, 1, 1))
OLD_COURSE = shown("2021-05-01", clauses=frozenset({1, 3}))

SITUATIONS: list[tuple[State, Rule, list[Showing], str, str]] = [
    (
        State.NOT_YET_IN_FORCE,
        replace(rule(), valid_from=date(2027, 1, 1)),
        [],
        "Yêu cầu này chỉ áp dụng từ ngày 01/01/2027 (520/QĐ-TTg).",
        "",
    ),
    (
        State.NO_LONGER_IN_FORCE,
        OVER,
        [shown("2024-01-01")],
        "Yêu cầu này chỉ áp dụng đến hết ngày 31/12/2025 (520/QĐ-TTg).",
        "",
    ),
    (
        State.NEVER_SHOWN,
        rule(),
        [],
        "Đến ngày 22/11/2026 chưa ghi nhận lần học nào cho yêu cầu này (520/QĐ-TTg).",
        "Học khóa học trên trang này, hoặc mang chứng chỉ đã có cho viên chức dân số xã.",
    ),
    (
        State.SHOWN_LATER,
        rule(),
        [shown("2026-12-01")],
        "Đến ngày 22/11/2026 chưa đạt; sau đó đã có lớp tập huấn ngày 01/12/2026 (520/QĐ-TTg).",
        "",
    ),
    (
        State.DECLARED,
        rule(),
        [shown("2026-03-05", status=DECLARED)],
        "Mới khai báo: lớp tập huấn ngày 05/03/2026, chưa có người xác nhận (520/QĐ-TTg).",
        "Mang chứng chỉ hoặc danh sách lớp cho viên chức dân số xã xem để xác nhận.",
    ),
    (
        State.HELD,
        rule(),
        [shown("2026-03-05")],
        "Đạt nhờ lớp tập huấn ngày 05/03/2026, không thời hạn (520/QĐ-TTg).",
        "",
    ),
    (
        State.HELD,
        TWO_YEARS,
        [shown("2026-03-05", kind=EvidenceKind.COURSE)],
        "Đạt nhờ khóa học trên trang này ngày 05/03/2026, có giá trị đến hết ngày 04/03/2028 (520/QĐ-TTg).",
        "",
    ),
    (
        State.EXPIRING,
        TWO_YEARS,
        [shown("2024-12-20")],
        "Đang đạt nhờ lớp tập huấn ngày 20/12/2024, nhưng sắp hết hạn: chỉ còn giá trị"
        " đến hết ngày 19/12/2026 (520/QĐ-TTg).",
        "Học lại chậm nhất ngày 19/12/2026: thời hạn mới sẽ nối tiếp thời hạn cũ, không bị mất ngày nào.",
    ),
    (
        State.EXPIRED,
        TWO_YEARS,
        [shown("2024-10-01")],
        "Hết hạn sau ngày 30/09/2026: lớp tập huấn ngày 01/10/2024 không còn được tính (520/QĐ-TTg).",
        "Học lại khóa học hoặc dự một lớp mới.",
    ),
    (
        State.EXPIRED,
        YEARLY,
        [shown("2025-10-01")],
        "Yêu cầu hằng năm: lần gần nhất là lớp tập huấn ngày 01/10/2025, năm 2026 chưa có (520/QĐ-TTg).",
        "Tham gia một lớp tập huấn trong năm nay.",
    ),
    (
        State.LAPSED,
        rule(),
        [shown("2024-10-01"), shown("2026-06-01", 2, kind=LAPSE)],
        "Đã rút công nhận từ ngày 01/06/2026: lớp tập huấn ngày 01/10/2024 không còn được tính (520/QĐ-TTg).",
        "Học lại và thực hiện lại vào một ngày sau đó.",
    ),
    (
        State.VOIDED,
        rule(),
        [shown("2024-10-01"), shown("2024-10-01", 2, kind=VOID, voids=1)],
        "Đã hủy vì ghi nhầm: lớp tập huấn ngày 01/10/2024; ngoài ra chưa có ghi nhận nào khác (520/QĐ-TTg).",
        "Nếu thật sự đã học, mang giấy tờ cho viên chức dân số xã xem.",
    ),
    (
        State.LEVEL_TOO_LOW,
        rule(minimum_level=3),
        [shown("2026-03-05", level=2)],
        "Đã có lớp tập huấn ngày 05/03/2026 ở mức 2, trong khi yêu cầu mức 3 (520/QĐ-TTg).",
        "Thực hành thêm và được đánh giá ở mức cao hơn.",
    ),
    (
        State.MODE_NOT_ACCEPTED,
        rule(),
        [shown("2026-03-05", mode=Mode.TOGETHER)],
        "Đã có lớp tập huấn ngày 05/03/2026, nhưng làm chung với người khác nên không được tính ở đây"
        " (520/QĐ-TTg).",
        "Làm lại theo cách được tính: tự làm hoặc làm trên giấy.",
    ),
    (
        State.KIND_NOT_ACCEPTED,
        rule(),
        [shown("2026-03-05", kind=EvidenceKind.ORIENTATION)],
        "Đã có bài kiểm tra định hướng ngày 05/03/2026, nhưng hình thức này không được tính cho yêu cầu này"
        " (520/QĐ-TTg).",
        "Hình thức được tính: khóa học trên trang này hoặc lớp tập huấn.",
    ),
    (
        State.CLAUSE_CHANGED,
        BY_CLAUSES,
        [OLD_COURSE],
        "Quy định mới có hiệu lực từ ngày 01/03/2022 mà lớp tập huấn ngày 01/05/2021 chưa có:"
        " cần học phần thay đổi (520/QĐ-TTg).",
        "Chỉ cần học bài về phần thay đổi.",
    ),
    (
        State.CLAUSES_MISSING,
        BY_CLAUSES,
        [shown("2023-01-01", clauses=frozenset({2}))],
        "Đã có lớp tập huấn ngày 01/01/2023, nhưng còn thiếu 1 quy định đang có hiệu lực (520/QĐ-TTg).",
        "Học các bài còn thiếu.",
    ),
]


@pytest.mark.parametrize(("state", "asked", "story", "sentence", "step"), SITUATIONS)
def test_n20_each_situation_has_its_sentence_with_rule_date_and_next_step(
    app: Flask, state: State, asked: Rule, story: list[Showing], sentence: str, step: str
) -> None:
    found = standing(asked, story, DAY, basis="520/QĐ-TTg")
    assert (found.state, said(found.sentence)) == (state, sentence)
    assert (said(found.next_step) if found.next_step else "") == step
    assert said(state.label)
    assert "520/QĐ-TTg" in sentence
    assert re.search(r"\d\d/\d\d/\d{4}|1 quy định|không thời hạn", sentence)


def test_n20_no_two_situations_share_a_sentence_and_no_state_is_without_one() -> None:
    sentences = {standing(asked, story, DAY, basis="").sentence.text for _, asked, story, _, _ in SITUATIONS}
    assert len(sentences) == len(SITUATIONS) >= 15
    assert len({sentence for *_, sentence, _ in SITUATIONS}) == len(SITUATIONS)
    assert {state for state, *_ in SITUATIONS} == set(State) - {State.NOT_ASKED}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_n20_learner_and_head_read_the_same_sentences(demo_app: Flask, language: str) -> None:
    learner, head = person_by_code("TD-C001"), person_by_code("DEMO-LD")
    assert learner
    assert head
    pages = [
        _page(demo_app, asker, language, address)
        for asker, address in (
            (learner, "/"),
            (learner, f"/people/{learner.id}"),
            (head, f"/people/{learner.id}"),
        )
    ]
    standings = explain_all(learner.id, clock.today())
    assert standings
    with force_locale(language):
        told = [said(each.sentence) for _, each in standings]
        told += [said(each.next_step) for _, each in standings if each.next_step]
    assert all(sentence in page for page in pages for sentence in told)


def _page(app: Flask, asker: Person, language: str, address: str) -> str:
    client = app.test_client()
    sign_in(client, asker)
    token = client.get("/").text.split('name="csrf_token" value="')[1].split('"')[0]
    client.post(f"/language/{language}", data={"csrf_token": token, "back": "/"})
    return html.unescape(client.get(address).text)


def test_what_counts_is_listed_as_a_choice(app: Flask) -> None:
    asked = rule(modes=frozenset({Mode.SELF, Mode.READ_ALOUD, Mode.PAPER}))
    found = standing(asked, [shown("2026-03-05", mode=Mode.TOGETHER)], DAY, basis="")
    assert found.next_step
    assert said(found.next_step) == "Làm lại theo cách được tính: tự làm, có người đọc hộ hoặc làm trên giấy."


def test_a_renewal_is_told_with_the_end_of_the_whole_chain() -> None:
    story = [shown("2024-12-20"), shown("2026-12-01", 2)]
    found = standing(TWO_YEARS, story, DAY, basis="520/QĐ-TTg")
    assert (found.state, found.sentence.params["until"]) == (State.HELD, "19/12/2028")


def test_what_expired_before_the_requirement_began_is_told_as_expired() -> None:
    late = replace(TWO_YEARS, valid_from=date(2025, 1, 1))
    assert standing(late, [shown("2020-01-01")], DAY, basis="").state is State.EXPIRED


def test_after_a_lapse_the_clauses_learned_before_it_do_not_count() -> None:
    story = [OLD_COURSE, shown("2023-01-01", 2, kind=LAPSE), shown("2023-02-01", 3, clauses=frozenset({2}))]
    assert standing(BY_CLAUSES, story, DAY, basis="").state is State.CLAUSES_MISSING


@given(RULES, STORIES, SOME_DAYS)
def test_every_story_has_a_state_that_agrees_with_the_fold(
    asked: Rule, story: list[Showing], day: date
) -> None:
    found = standing(asked, story, day, basis="520/QĐ-TTg")
    status = next((each.status for each in fold(asked, story) if each.holds_on(day)), None)
    assert found.state.is_met == (status is CONFIRMED)
    assert (found.state is State.DECLARED) == (status is DECLARED)
    assert str(found.sentence)


def test_somebody_whose_posts_ask_nothing_is_told_so(both_shipped_app: Flask) -> None:
    head = somebody("LD-1", "Phạm Văn Lãnh", "lanh_dao_y_te", Level.COMMUNE)
    found = explain(head.id, requirement("bao_ve_tre_em"), DAY)
    assert said(found.sentence) == (
        "Không yêu cầu đối với chức danh đang giữ vào ngày 22/11/2026 (102/2016/QH13)."
    )
    assert [each.code for each, _ in explain_all(head.id, DAY)] == ["quan_ly_dsptt"]


def test_many_people_are_explained_as_each_of_them_is(both_shipped_app: Flask) -> None:
    hoa, lan, mai = (
        a_collaborator("CTV-1", "Nguyễn Thị Hoa"),
        a_collaborator("CTV-2", "Trần Thị Lan"),
        a_collaborator("CTV-3", "Lê Thị Mai"),
    )
    a_class(hoa, "bao_ve_tre_em", date(2026, 3, 5))
    void(a_class(lan, "bao_ve_tre_em", date(2026, 3, 5)), by=None, note="Ghi nhầm")
    lapse(
        person_id=hoa.id,
        competency_id=competency("tap_huan_ctv_hang_nam").id,
        occurred_on=date(2026, 5, 1),
        by=None,
        note="Không thuộc yêu cầu này",
    )
    db.session.commit()
    asked = requirement("bao_ve_tre_em")
    many = explain_many([hoa.id, lan.id, mai.id], asked, DAY)
    assert [many[each.id].state for each in (hoa, lan, mai)] == [
        State.HELD,
        State.VOIDED,
        State.NEVER_SHOWN,
    ]
    assert all(explain(each.id, asked, DAY) == many[each.id] for each in (hoa, lan, mai))
    assert [(each.code, found.state) for each, found in explain_all(hoa.id, DAY)] == [
        ("tap_huan_ctv_hang_nam", State.NEVER_SHOWN),
        ("bao_ve_tre_em", State.HELD),
    ]
    everybody = explain_everybody([hoa.id, lan.id, mai.id], DAY)
    assert everybody == {each.id: explain_all(each.id, DAY) for each in (hoa, lan, mai)}


def test_the_sentence_is_english_in_english(app: Flask) -> None:
    found = standing(rule(), [shown("2026-03-05")], DAY, basis="520/QĐ-TTg")
    assert str(found.sentence).startswith("Met by ")
    declared = standing(
        rule(), [shown("2026-03-05", status=EvidenceStatus.DECLARED)], DAY, basis="520/QĐ-TTg"
    )
    assert "nobody has confirmed" in str(declared.sentence)
