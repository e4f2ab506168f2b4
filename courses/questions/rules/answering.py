"""Answering: she is told once; what concerns everybody becomes the FAQ of the lesson."""

from datetime import datetime

from courses.questions.formats.telling import answered, redacted
from courses.questions.models import Question, RedactedFor
from courses.questions.queries import answer_key, question_to_answer
from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean, clean_block
from lms.outbox.rules.sending import send
from lms.people.models import Person

MOST_CHARACTERS = 3000
MOST_OF_A_WORDING = 500


class BadAnswer(Refusal):
    """Nobody could read this answer, or not find it in the FAQ."""


class ChangedMeanwhile(Refusal):
    """Something else stands here than what the trainer was shown."""


class Redacted(Refusal):
    """There is nothing left to erase."""


def answer(
    by: Person,
    question_id: str,
    text: str,
    faq_wording: str | None,
    *,
    seen: str | None = None,
    now: datetime,
) -> Question | None:
    """Write the answer, or write it anew; None where ``by`` may not see such a question. ``seen`` is the
    ``state`` of the question that she was shown, if she was.

    With ``faq_wording`` it stands in the FAQ of its lesson or scene in these words, without it in no FAQ. Who
    asked is told of the first answer. Raises :class:`BadAnswer`.
    """
    lock_for_writing(f"question:{question_id}", "outbox")
    question = question_to_answer(by, question_id)
    if question is None:
        return None
    if seen not in (None, question.state):
        raise ChangedMeanwhile(
            message(
                "Somebody has just answered this question or erased its words. Look at what stands here now "
                "before you send yours."
            )
        )
    words, wording = _checked(text, faq_wording)
    facts = {"course": question.course_id, "in_faq": wording is not None, "again": bool(question.answer)}
    question.answer, question.faq_wording, question.answered_by_id = words, wording, by.id
    question.answered_at = question.answered_at or now
    db.session.flush()
    told, key = answered(question), answer_key(question.id)
    send(question.person_id, told.subject, told.text, key, link=_place(question), by=by.id)
    audit.record("question:answered", question, by=by.id, facts=facts)
    db.session.flush()
    return question


def redact(by: Person, question_id: str, reason: RedactedFor, *, now: datetime) -> Question | None:
    """Erase the words of a question for good, and its wording in the FAQ with them; None where ``by`` may
    not see it.

    The row keeps who, when and why; who asked is told, so that she can ask again. Raises :class:`Redacted`.
    """
    lock_for_writing(f"question:{question_id}", "outbox")
    question = question_to_answer(by, question_id)
    if question is None:
        return None
    if question.redacted_at:
        raise Redacted(message("These words were erased already."))
    question.text = question.content_hash = question.faq_wording = None
    question.redacted_at, question.redacted_by_id, question.redacted_for = now, by.id, reason
    db.session.flush()
    told, key = redacted(question, reason), f"question:{question.id}:redacted"
    send(question.person_id, told.subject, told.text, key, link=_place(question), by=by.id)
    audit.record("question:redacted", question, by=by.id, facts={"for": reason.value})
    db.session.flush()
    return question


def _checked(text: str, faq_wording: str | None) -> tuple[str, str | None]:
    words = clean_block(text).strip()
    if not words:
        raise BadAnswer(message("Please write the answer first."))
    if len(words) > MOST_CHARACTERS:
        raise BadAnswer(message("The answer is too long: at most %(most)s characters.", most=MOST_CHARACTERS))
    if faq_wording is None:
        return words, None
    wording = clean(faq_wording)
    if not wording or len(wording) > MOST_OF_A_WORDING:
        raise BadAnswer(
            message(
                "For the FAQ, write the question so that everybody understands it, in at most %(most)s"
                " characters.",
                most=MOST_OF_A_WORDING,
            )
        )
    return words, wording


def _place(question: Question) -> str:
    return f"/my-questions#q{question.id}"
