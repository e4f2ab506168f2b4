"""Questions for tests: fixed, speaking words, kept by the product's own rule."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from courses.models import Step
from courses.questions.models import Question
from courses.questions.rules.asking import Asked, keep_question
from lms.base.database import db
from lms.people.models import Person

KEY = "7d9c1c9e-52f0-4a5e-8d5c-3b1f0a520520"
WORDS = "Ghi hộ mới vào trang nào của sổ ạ?"
AT_NINE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""Nine in the morning in Vietnam."""


def sent(step: Step, **more: Any) -> dict[str, Any]:
    """A question as a phone sends it."""
    return {
        "id": KEY,
        "step": step.id,
        "scene": None,
        "text": WORDS,
        "asked_at": AT_NINE.isoformat(),
        **more,
    }


def asked(
    person: Person, step: Step, text: str = WORDS, *, scene: int | None = None, days_ago: int = 0
) -> Question:
    """A question that somebody has asked; committed."""
    at = AT_NINE - timedelta(days=days_ago)
    person_id, question = person.id, Asked(str(uuid.uuid4()), step.id, scene, text, at)
    kept = keep_question(person_id, question, device=None, now=at).question
    db.session.commit()
    assert kept
    return kept
