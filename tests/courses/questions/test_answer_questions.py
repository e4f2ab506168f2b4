"""A trainer answers what learners ask, lets an answer become the FAQ, and erases what may not stand there."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.library import read_course
from courses.models import Edition, Step
from courses.questions.models import Question, RedactedFor
from courses.questions.rules.answering import answer, redact
from courses.questions.rules.asking import Asked, keep_question
from courses.questions.rules.measuring import usual_days
from courses.questions.rules.reminding import unread_answers
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.outbox.rules.reading import open_message
from lms.people.models import Person
from tests.factories.account import client_of
from tests.factories.courses import KINDS, steps, write_course
from tests.factories.people import make_collaborator, make_officer, make_person
from tests.factories.places import unit
from tests.factories.questions import AT_NINE, WORDS, asked
from tests.factories.statements import statements

ANSWER = "Ghi vào trang hộ mới, mỗi hộ một dòng."
WORDING = "Hộ mới ghi vào trang nào?"


def replied(trainer: FlaskClient, question: Question, **fields: str) -> int:
    """Send the answer's form; the status that comes back."""
    form = {"answer": ANSWER, **fields}
    return trainer.post(f"/questions/{question.id}/answer", data=form).status_code


def read(question: Question) -> Question:
    """The question as it stands now."""
    return db.session.get_one(Question, question.id, populate_existing=True)


def seen(trainer: FlaskClient, question: Question) -> str:
    """What the form of a question says about what it shows."""
    return "".join(re.findall(r'name="seen" value="([^"]*)"', trainer.get(f"/questions/{question.id}").text))


def test_of_two_trainers_at_once_the_second_sees_the_answer_of_the_first_before_she_changes_it(
    trainer: FlaskClient, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson)
    shown = seen(trainer, question)
    assert replied(trainer, question, seen=shown) == 303
    form = {"answer": "Ghi ở trang cuối.", "seen": shown}
    page = trainer.post(f"/questions/{question.id}/answer", data=form)
    assert page.status_code == 422
    assert "Câu hỏi này vừa có người" in page.text
    assert page.text.count(ANSWER) == page.text.count("Ghi ở trang cuối.") == 1
    assert read(question).answer == ANSWER
    assert replied(trainer, question, answer="Ghi ở trang cuối.", seen=seen(trainer, question)) == 303
    assert read(question).answer == "Ghi ở trang cuối."


def test_words_that_were_erased_meanwhile_do_not_come_back_by_a_form_that_lay_open(
    trainer: FlaskClient, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson, "Cháu Lò Văn Bảo ở bản Mé bị bỏng thì ghi ở đâu?")
    shown = seen(trainer, question)
    trainer.post(f"/questions/{question.id}/redact", data={"reason": RedactedFor.NAMES_SOMEBODY.value})
    fields = {"in_faq": "y", "wording": "Cháu Lò Văn Bảo ở bản Mé bị bỏng thì ghi ở đâu?", "sure": "yes"}
    assert replied(trainer, question, seen=shown, **fields) == 422
    assert read(question).faq_wording is None


def test_what_waits_longest_stands_on_top_and_what_is_done_below(
    trainer: FlaskClient, her: Person, edition: Edition
) -> None:
    first, second = steps(edition)
    old = asked(her, second, "Câu hỏi cũ?", days_ago=5)
    asked(her, first, "Câu hỏi mới?")
    done = asked(her, first, "Câu đã trả lời?", days_ago=9)
    assert replied(trainer, done) == 303
    page = trainer.get("/questions").text
    places = [page.index(words) for words in ("Câu hỏi cũ?", "Câu hỏi mới?", "Câu đã trả lời?")]
    assert places == sorted(places)
    assert "5 ngày" in page  # the oldest has waited so long
    assert "9 ngày" in page  # an answer usually takes so long
    assert old.is_open


def test_a_trainer_does_not_see_who_asks(trainer: FlaskClient, her: Person, lesson: Step) -> None:
    question = asked(her, lesson)
    for page in ("/questions", f"/questions/{question.id}"):
        assert WORDS in trainer.get(page).text
        assert "Lò Thị Mai" not in trainer.get(page).text


def test_only_trainers_open_the_questions_of_others(
    app: Flask, learner: FlaskClient, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson)
    neighbour = client_of(app, make_person("Hà Thị Chung"))
    for client in (learner, neighbour):
        assert client.get("/questions").status_code == 403
        assert client.get(f"/questions/{question.id}").status_code == 403
    assert WORDS not in neighbour.get("/my-questions").text


def test_the_answer_comes_to_her_once_also_when_it_is_written_anew(
    trainer: FlaskClient, learner: FlaskClient, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson)
    assert replied(trainer, question) == 303
    assert replied(trainer, question, answer="Ghi vào trang 2.") == 303
    [message] = db.session.scalars(select(MessageOut).where(MessageOut.person_id == her.id))
    assert "Mở sổ" in message.text
    assert message.link == f"/my-questions#q{question.id}"
    page = learner.get("/my-questions").text
    assert "Ghi vào trang 2." in page
    assert WORDS in page
    assert read(question).answered_at == AT_NINE


def test_an_answer_becomes_the_faq_in_a_trainer_s_words(
    trainer: FlaskClient, app: Flask, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson, scene=2)
    assert replied(trainer, question, in_faq="y", wording=WORDING) == 303
    neighbour = client_of(app, make_person("Hà Thị Chung"))
    for address in ("/learn/ghi-so-a0/1/faq", f"/ask?step={lesson.id}"):
        page = neighbour.get(address).text
        assert WORDING in page
        assert ANSWER in page
        assert WORDS not in page
        assert "Lò Thị Mai" not in page
    assert read(question).text == WORDS


def test_an_answer_taken_out_of_the_faq_stays_hers(
    trainer: FlaskClient, learner: FlaskClient, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson)
    replied(trainer, question, in_faq="y", wording=WORDING)
    replied(trainer, question, wording=WORDING)
    assert WORDING not in learner.get("/learn/ghi-so-a0/1/faq").text
    assert ANSWER in learner.get("/my-questions").text


def test_the_faq_of_a_lesson_goes_on_in_a_newer_edition(
    trainer: FlaskClient, learner: FlaskClient, her: Person, lesson: Step, tmp_path: Path
) -> None:
    replied(trainer, asked(her, lesson), in_faq="y", wording=WORDING)
    folder = write_course(tmp_path / "new")
    (folder / "vi/01-bai.md").write_text("# Mở sổ mới\n\nNội dung khác.\n", "utf-8")
    newer = publish(read_course(folder), KINDS, clock.now())
    db.session.commit()
    assert newer
    page = learner.get("/learn/ghi-so-a0/1/faq").text
    assert "Bài 1. Mở sổ mới" in page
    assert WORDING in page
    assert WORDING in learner.get(f"/ask?step={steps(newer)[0].id}").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"answer": ""}, "Câu trả lời"),
        ({"answer": "a" * 3001}, "nhiều nhất 3000"),
        ({"in_faq": "y", "wording": ""}, "cho mọi người cùng hiểu"),
        ({"in_faq": "y", "wording": "a" * 501}, "không quá 500"),
    ],
)
def test_an_answer_that_nobody_could_use_is_refused(
    trainer: FlaskClient, her: Person, lesson: Step, fields: dict[str, str], sentence: str
) -> None:
    question = asked(her, lesson)
    page = trainer.post(f"/questions/{question.id}/answer", data={"answer": ANSWER, **fields})
    assert page.status_code == 422
    assert sentence in page.text
    assert read(question).is_open


def test_a_name_in_what_everybody_would_read_is_asked_about_once(
    trainer: FlaskClient, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson)
    named = {"in_faq": "y", "wording": "Cháu An nghỉ học thì báo ai?"}
    page = trainer.post(f"/questions/{question.id}/answer", data={"answer": ANSWER, **named})
    assert page.status_code == 422
    assert "giống tên một người" in page.text
    assert replied(trainer, question, **named, sure="yes") == 303
    assert read(question).faq_wording == named["wording"]


def test_erased_words_are_gone_everywhere_and_the_row_says_who_when_and_why(
    trainer: FlaskClient, learner: FlaskClient, teacher: Person, her: Person, lesson: Step
) -> None:
    words = "Cháu An con nhà ông Bình nghỉ học?"
    question = asked(her, lesson, words)
    replied(trainer, question, in_faq="y", wording=words, sure="yes")
    answer_of_form = trainer.post(f"/questions/{question.id}/redact", data={"reason": "names_somebody"})
    assert answer_of_form.status_code == 303
    gone = read(question)
    assert (gone.text, gone.faq_wording, gone.content_hash) == (None, None, None)
    assert (gone.redacted_by_id, gone.redacted_for) == (teacher.id, RedactedFor.NAMES_SOMEBODY)
    assert gone.redacted_at == AT_NINE
    pages = [
        trainer.get("/questions"),
        trainer.get(f"/questions/{question.id}"),
        learner.get("/my-questions"),
    ]
    pages.append(learner.get("/learn/ghi-so-a0/1/faq"))
    assert [page.status_code for page in pages] == [200] * 4
    assert not any("cháu an" in page.text.lower() for page in pages)
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("question:"))).all()
    assert {each.action for each in noted} == {"question:answered", "question:redacted"}
    assert "Bình" not in json.dumps([each.facts for each in noted], ensure_ascii=False)
    told = db.session.scalars(select(MessageOut).where(MessageOut.person_id == her.id)).all()
    assert any("Có nêu tên trẻ" in each.text for each in told)
    assert not any("Bình" in each.text for each in told)


def test_words_are_erased_once_and_for_a_reason(trainer: FlaskClient, her: Person, lesson: Step) -> None:
    question = asked(her, lesson)
    address = f"/questions/{question.id}/redact"
    assert trainer.post(address, data={}).status_code == 422
    assert trainer.post(address, data={"reason": "just so"}).status_code == 422
    assert read(question).text == WORDS
    for _ in range(2):
        assert trainer.post(address, data={"reason": "unfit"}).status_code == 303
    noted = select(AuditEntry).where(AuditEntry.action == "question:redacted")
    assert len(db.session.scalars(noted).all()) == 1


def test_who_is_no_trainer_can_neither_answer_nor_erase_by_rule(her: Person, lesson: Step) -> None:
    question = asked(her, lesson)
    assert answer(her, question.id, ANSWER, None, now=AT_NINE) is None
    assert redact(her, question.id, RedactedFor.UNFIT, now=AT_NINE) is None
    assert read(question).is_open


def test_a_repeated_question_whose_words_were_erased_stays_erased(
    learner: FlaskClient, trainer: FlaskClient, her: Person, lesson: Step
) -> None:
    question = asked(her, lesson)
    trainer.post(f"/questions/{question.id}/redact", data={"reason": "unfit"})
    again = Asked(question.id, lesson.id, None, WORDS, AT_NINE)
    kept = keep_question(her.id, again, device=None, now=AT_NINE)
    db.session.commit()
    assert not kept.conflict
    assert read(question).text is None


def test_the_start_page_says_what_waits_and_to_the_officer_only_how_many(
    app: Flask, trainer: FlaskClient, lesson: Step
) -> None:
    commune = unit("08869")
    theirs, officer = make_collaborator(commune), make_officer(commune)
    elsewhere = make_collaborator(unit("08905"), "Hà Thị Chung")
    db.session.commit()
    asked(theirs, lesson, days_ago=3)
    asked(elsewhere, lesson)
    page = trainer.get("/").text
    assert "2 câu hỏi của người học đang chờ" in page
    assert "đã chờ 3 ngày" in page
    office = client_of(app, officer).get("/").text
    assert "1 câu hỏi của người mình phụ trách" in office
    assert WORDS not in office
    assert "câu hỏi" not in client_of(app, theirs).get("/").text.lower()


def test_she_is_reminded_of_an_answer_that_she_has_not_opened(
    trainer: FlaskClient, her: Person, lesson: Step, morning: time_machine.Traveller
) -> None:
    replied(trainer, asked(her, lesson))
    assert unread_answers(clock.today()) == []
    morning.shift(timedelta(days=3))
    [matter] = unread_answers(clock.today())
    assert (matter.person_id, matter.due_on) == (her.id, AT_NINE.date())
    message = db.session.scalars(select(MessageOut).where(MessageOut.person_id == her.id)).one()
    open_message(her.id, message.id)
    db.session.commit()
    assert unread_answers(clock.today()) == []
    morning.shift(timedelta(days=40))
    assert unread_answers(clock.today()) == []


def test_pages_ask_no_more_for_many_questions_than_for_few(
    trainer: FlaskClient, learner: FlaskClient, her: Person, edition: Edition
) -> None:
    def cost() -> list[int]:
        numbers = []
        for client, address in (
            (trainer, "/questions"),
            (learner, "/my-questions"),
            (learner, "/learn/ghi-so-a0/1/faq"),
        ):
            with statements() as made:
                assert client.get(address).status_code == 200
            numbers.append(len(made))
        return numbers

    for step in steps(edition):
        replied(trainer, asked(her, step, days_ago=2), in_faq="y", wording=WORDING)
        asked(her, step, days_ago=2)
    few = cost()
    for number in range(4):
        for step in steps(edition):
            replied(trainer, asked(her, step, f"Câu {number}?", days_ago=4), in_faq="y", wording=WORDING)
            asked(her, step, f"Câu chờ {number}?", days_ago=4)
    assert cost() == few


def test_the_usual_time_is_the_middle_one() -> None:
    day = timedelta(days=1)
    assert usual_days([]) is None
    assert usual_days([(AT_NINE, AT_NINE + days * day) for days in (1, 2, 30)]) == 2
