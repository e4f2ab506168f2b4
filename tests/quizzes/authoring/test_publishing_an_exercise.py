"""A trainer publishes what she wrote, and courses take it up; upgrades of the product overwrite nothing."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.library import LIBRARY
from courses.models import Edition, LocalStep
from courses.queries import course_by_slug, newest_edition, steps_of
from courses.rules.enrolling import begin
from courses.rules.holding import as_looked_at
from courses.rules.placing import add_step
from courses.rules.proposing import Asking, propose
from courses.rules.publishing import publish as publish_course
from courses.rules.shipping import source_of, take_up
from courses.rules.sourcing import source_named
from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.places.models import Unit
from lms.web.addresses import opens
from quizzes.library import read_exercise_files
from quizzes.models import Origin
from quizzes.queries.exercises import newest_version
from quizzes.rules.publishing import take_up as take_up_exercise
from tests.factories.account import sign_in
from tests.factories.people import make_asker, make_person

CODE = "ds-bai-01"
SLUG = "chinh-sach-dan-so"
ADDRESS = f"/exercises/{CODE}"
NEW = """
# Chị Hoa ngại uống thuốc
Mã: chi-hoa
Loại: luyện tập
Năng lực: ctv_nv2

== Một
XEM LẠI: bài 1
Chị Hoa bảo thuốc làm chị mệt. Nên làm gì trước?
* Khuyên chị uống tiếp
> Hỏi trước khi khuyên.
= Hỏi chị mệt thế nào
> Nghe đủ rồi mới giúp được.
""".lstrip()


def trainer_named(name: str) -> Person:
    unit = db.session.scalars(select(Unit).where(Unit.code == "25").order_by(Unit.id)).first()
    assert unit
    person = make_asker(AccessRole.TRAINER, unit, name)
    db.session.commit()
    return person


def desk_of(app: Flask, person: Person) -> FlaskClient:
    client = app.test_client()
    sign_in(client, person)
    return client


@pytest.fixture
def visitor(shipped_app: Flask) -> FlaskClient:
    return desk_of(shipped_app, trainer_named("Đỗ Thị Yến"))


def present() -> str:
    found = newest_version(CODE)
    assert found
    return found.source_in("vi") or ""


def save(visitor: FlaskClient, text: str, address: str = ADDRESS, revision: int = 0) -> None:
    form = {"text": text, "language": "vi", "revision": str(revision)}
    assert visitor.post(f"{address}/draft", data=form).status_code == 302


def send(visitor: FlaskClient, address: str = ADDRESS, **fields: str) -> tuple[int, str]:
    """Press the button of the page that publishes; the status and the page that follows."""
    page = visitor.get(f"{address}/publish").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
    data = {"csrf_token": token, "seen": seen, **fields}
    answer = visitor.post(f"{address}/publish", data=data)
    text = visitor.get(answer.location).text if answer.location else answer.text
    return answer.status_code, text


def write_new(visitor: FlaskClient) -> None:
    """She writes an exercise that is in no course."""
    page = visitor.get("/exercises/new").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    visitor.post(
        "/exercises/new", data={"csrf_token": token, "title": "Chị Hoa", "sample": "practice", "face": "form"}
    )
    save(visitor, NEW, "/exercises/chi-hoa", revision=1)


def changed(text: str, how: str = "thật") -> str:
    """The same exercise with another word in its title."""
    title, _, rest = text.partition("\n")
    return f"{title} {how}\n{rest}"


def edition() -> Edition:
    course = course_by_slug(SLUG)
    assert course
    found = newest_edition(course.id)
    assert found
    return found


def pinned(found: Edition, code: str = CODE) -> list[int]:
    return [step.frozen["number"] for step in steps_of(found.id) if step.reference.get("exercise") == code]


def test_publishing_makes_a_version_and_a_new_edition_of_its_course(visitor: FlaskClient) -> None:
    before = edition()
    save(visitor, changed(present()))
    status, page = send(visitor, courses=SLUG)
    assert status == 302
    assert "Đã đăng, phiên bản 2." in page
    assert "có bản mới: bản 2." in page
    version = newest_version(CODE)
    assert version
    assert (version.number, version.origin) == (2, Origin.LOCAL)
    assert pinned(edition()) == [2]
    assert (edition().number, pinned(before)) == (2, [1])
    acts = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "exercise:published"))
    assert version.published_by_id in {act.actor_id for act in acts if act.object_id == str(version.id)}


def test_the_courses_that_ask_it_are_named_with_their_learners(visitor: FlaskClient) -> None:
    lan = make_person("Trần Thị Lan")
    begin(lan.id, edition().course, again=False, now=clock.now())
    db.session.commit()
    assert "1 người đang học dở sẽ học hết bản này" in visitor.get(f"{ADDRESS}/publish").text


def test_no_course_need_take_it_up(visitor: FlaskClient) -> None:
    save(visitor, changed(present()))
    assert send(visitor)[0] == 302
    assert (pinned(edition()), edition().number) == ([1], 1)


def test_with_a_mistake_nothing_is_published_and_the_draft_stays(visitor: FlaskClient) -> None:
    wrong = present().replace("\n= ", "\n* ", 1)
    save(visitor, wrong)
    page = visitor.get(f"{ADDRESS}/publish").text
    assert "Chưa đăng được." in page
    assert "Chưa có câu trả lời đúng" in page
    token = visitor.get("/exercises/new").text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = visitor.post(f"{ADDRESS}/publish", data={"csrf_token": token, "courses": SLUG})
    assert answer.status_code == 409
    assert newest_version(CODE).number == 1  # type: ignore[union-attr]
    assert visitor.get(f"{ADDRESS}/edit").text.count("chỗ phải sửa") == 1


def test_what_a_course_refuses_publishes_nothing(visitor: FlaskClient) -> None:
    head, scene, rest = re.split(r"(\n== .*\n)", present(), maxsplit=1)
    save(visitor, f"{head}{scene}XEM LẠI: bài 99\n{rest.replace('XEM LẠI: bài 1', '', 1)}")
    status, page = send(visitor, courses=SLUG)
    assert status == 409
    assert "bài 99" in page
    assert newest_version(CODE).number == 1  # type: ignore[union-attr]


def test_an_upgrade_overwrites_no_local_version(visitor: FlaskClient) -> None:
    save(visitor, changed(present()))
    send(visitor)
    assert take_up_exercise(read_exercise_files(CODE), clock.now()) is None
    assert newest_version(CODE).origin is Origin.LOCAL  # type: ignore[union-attr]


def test_when_the_shipped_text_has_changed_since_both_are_shown(visitor: FlaskClient) -> None:
    save(visitor, changed(present(), "ở đây"))
    send(visitor)
    version = newest_version(CODE)
    assert version
    assert "Phần mềm có bản mới hơn" not in visitor.get(f"{ADDRESS}/edit").text
    version.shipped_hash = "an earlier text of the product"
    db.session.commit()
    page = visitor.get(f"{ADDRESS}/edit").text
    assert "Phần mềm có bản mới hơn" in page
    assert "phần mềm có bản mới hơn" in visitor.get("/exercises?q=" + CODE).text
    send(visitor)
    assert "Phần mềm có bản mới hơn" not in visitor.get(f"{ADDRESS}/edit").text


def test_with_the_shipped_words_again_it_follows_the_product_again(visitor: FlaskClient) -> None:
    shipped = present()
    save(visitor, changed(shipped))
    send(visitor)
    save(visitor, shipped, revision=1)
    send(visitor)
    assert newest_version(CODE).origin is Origin.SHIPPED  # type: ignore[union-attr]


def test_who_began_before_somebody_else_published_sees_both_first(
    shipped_app: Flask, visitor: FlaskClient
) -> None:
    other = desk_of(shipped_app, trainer_named("Lê Văn Nam"))
    text = present()
    for client, how in ((visitor, "của Yến"), (other, "của Nam")):
        save(client, changed(text, how))
    send(other)
    token = visitor.get("/exercises/new").text.split('name="csrf_token" value="')[1].split('"')[0]
    refused = visitor.post(f"{ADDRESS}/publish", data={"csrf_token": token, "seen": "1"})
    assert refused.status_code == 409
    assert "Trong lúc soạn đã có" in refused.text
    assert "của Nam" in refused.text
    assert send(visitor)[0] == 302
    assert newest_version(CODE).number == 3  # type: ignore[union-attr]


def test_a_new_exercise_is_added_to_a_section_and_stays_there(
    shipped_app: Flask, visitor: FlaskClient
) -> None:
    write_new(visitor)
    assert send(visitor, "/exercises/chi-hoa", place=f"{SLUG}/1")[0] == 302
    assert pinned(edition(), "chi-hoa") == [1]
    assert steps_of(edition().id)[1].reference == {"exercise": "chi-hoa", "role": "practice"}
    loaded = take_up(shipped_app.extensions["step_kinds"], clock.now())
    assert loaded.published == []
    assert pinned(edition(), "chi-hoa") == [1]
    assert db.session.query(LocalStep).count() == 1


def test_an_assessment_stays_the_last_step_of_its_section(visitor: FlaskClient) -> None:
    write_new(visitor)
    last = len(edition().sections)
    assert send(visitor, "/exercises/chi-hoa", place=f"{SLUG}/{last}")[0] == 302
    assert pinned(edition(), "chi-hoa") == [1]
    roles = [step.frozen.get("role") for step in steps_of(edition().id)]
    assert roles[-1] == "assessment"


@pytest.mark.parametrize("place", ["khong-co/1", f"{SLUG}/99", "chan"])
def test_a_section_that_is_not_offered_is_refused(visitor: FlaskClient, place: str) -> None:
    assert send(visitor, place=place)[0] == 422
    assert db.session.query(LocalStep).count() == 0


def test_a_course_that_is_not_there_cannot_be_named(visitor: FlaskClient) -> None:
    assert send(visitor, courses="khong-co")[0] == 422
    assert edition().number == 1


def test_an_upgrade_brings_no_exercise_into_a_course_that_nobody_has_looked_at(
    shipped_app: Flask, visitor: FlaskClient
) -> None:
    kinds, by = shipped_app.extensions["step_kinds"], make_person("Trần Thị Lan").id
    other = desk_of(shipped_app, trainer_named("Lê Văn Nam"))
    save(visitor, changed(present()))
    send(visitor)  # for no course
    add_step(SLUG, 1, "exercise", {"exercise": "chi-hoa", "role": "practice"}, by=by, now=clock.now())
    db.session.commit()
    write_new(visitor)
    send(visitor, "/exercises/chi-hoa")
    loaded = take_up(kinds, clock.now())
    db.session.commit()
    assert (edition().number, loaded.published, len(loaded.held)) == (1, [], 1)
    history = f"/courses/{SLUG}/editions"
    assert "chưa có trong khóa học này" in visitor.get(history).text

    another = replace(source_of(LIBRARY / SLUG), names={"vi": "Tên mới", "en": "A new name"})
    looked = as_looked_at(another, kinds, clock.today())
    brought = publish_course(looked.source, kinds, clock.now(), kept=looked.kept)
    db.session.commit()
    assert brought
    assert (edition().name_vi, pinned(edition()), pinned(edition(), "chi-hoa")) == ("Tên mới", [1], [])

    asked = propose(source_named(SLUG), kinds, Asking(), by=by, opens=opens, now=clock.now())
    db.session.commit()
    seen = other.get(f"/courses/proposals/{asked.id}").text.split('name="seen" value="')[1].split('"')[0]
    token = other.get("/exercises/new").text.split('name="csrf_token" value="')[1].split('"')[0]
    other.post(f"/courses/proposals/{asked.id}/approve", data={"csrf_token": token, "seen": seen})
    assert (pinned(edition()), pinned(edition(), "chi-hoa")) == ([2], [1])
    assert "chưa có trong khóa học này" not in visitor.get(history).text
    assert take_up(kinds, clock.now()).held == []


def test_an_upgrade_goes_on_as_before_where_no_second_look_is_needed(
    shipped_app: Flask, visitor: FlaskClient
) -> None:
    save(visitor, changed(present()))
    send(visitor)
    loaded = take_up(shipped_app.extensions["step_kinds"], clock.now())
    assert (loaded.published, loaded.held, pinned(edition())) == ([f"{SLUG} 2"], [], [2])
