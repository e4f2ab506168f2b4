"""The administrator finds who did what to which row, in sentences, and takes it along with a mark."""

import ast
import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text

from lms.base import audit, clock
from lms.base.audit import AccessLogEntry, AuditEntry
from lms.base.database import db
from lms.oversight.formats.sentences import SENTENCES
from lms.oversight.views.acts import ON_A_PAGE
from lms.people.queries import person_by_code
from tests.factories.account import client_of
from tests.house.tree import product_files

ACTION = re.compile(r"[a-z_-]+:[a-z_-]+")
ROWS = re.compile(r'<td class="number" data-heading="[^"]+">(\d+)</td>')


@pytest.fixture
def administrator(demo_app: Flask) -> FlaskClient:
    """Whoever runs the demonstration."""
    person = person_by_code("DEMO-QT")
    assert person
    return client_of(demo_app, person)


def act(number: int = 1, action: str = "person:corrected", code: str = "DEMO-LD") -> None:
    """Let the head change a collaborator's record so often."""
    her, whose = person_by_code(code), person_by_code("TD-C001")
    assert her
    assert whose
    for each in range(number):
        audit.record(
            action, whose, by=her.id, facts={"turn": each}, personal={"phone": "0911222333"}, about=whose.id
        )
    db.session.commit()


def test_acts_are_told_in_sentences_with_who_and_what(demo_app: Flask, administrator: FlaskClient) -> None:
    act()
    page = administrator.get("/acts").text
    assert "Sửa thông tin của người" in page
    assert "DEMO-LD" in page
    assert "turn: 0; phone: 0911222333" in page


def test_what_was_erased_of_a_person_is_not_shown(demo_app: Flask, administrator: FlaskClient) -> None:
    act()
    db.session.execute(text("UPDATE audit_personal SET facts = NULL"))
    db.session.commit()
    page = administrator.get("/acts").text
    assert "0911222333" not in page
    assert "đã xóa" in page


def test_they_are_found_by_who_what_which_and_when(demo_app: Flask, administrator: FlaskClient) -> None:
    act(action="person:merged")
    whose = person_by_code("TD-C001")
    assert whose
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    found = [
        f"who=DEMO-LD&action=person:merged&kind=person&key={whose.id}&since={today}&until={today}",
        "action=person:merged",
        f"kind=person&key={whose.id}&action=person:merged",
    ]
    for asked in found:
        assert len(ROWS.findall(administrator.get(f"/acts?{asked}").text)) == 1, asked
    for asked in (
        f"since={tomorrow}",
        "who=DEMO-QT&action=person:merged",
        "who=nobody",
        "until=9999-12-31&key=none",
    ):
        assert ROWS.findall(administrator.get(f"/acts?{asked}").text) == [], asked
    assert "Không có người nào mang mã này." in administrator.get("/acts?who=nobody").text


def test_a_long_record_is_read_stretch_by_stretch(demo_app: Flask, administrator: FlaskClient) -> None:
    act(ON_A_PAGE + 3)
    first = [*map(int, ROWS.findall(administrator.get("/acts?action=person:corrected").text))]
    assert first == sorted(first, reverse=True)
    rest = ROWS.findall(administrator.get(f"/acts?action=person:corrected&before={first[-1]}").text)
    assert (len(first), len(rest)) == (ON_A_PAGE, 3)


def test_looking_and_taking_along_are_on_record_and_the_file_is_marked(
    demo_app: Flask, administrator: FlaskClient
) -> None:
    act()
    administrator.get("/acts?who=DEMO-LD")
    answer = administrator.get("/acts/file?who=DEMO-LD")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    cells = [str(cell) for row in sheet for cell in row]
    her = person_by_code("DEMO-QT")
    assert her
    assert any(her.full_name in cell and "xuất lúc" in cell for cell in cells)
    assert any("Sửa thông tin của người" in cell for cell in cells)
    noted = db.session.scalars(select(AccessLogEntry).where(AccessLogEntry.actor_id == her.id)).all()
    assert [(each.subject, each.exported) for each in noted] == [
        ("acts who=DEMO-LD", False),
        ("acts who=DEMO-LD", True),
    ]


def test_every_action_that_the_code_records_has_a_sentence(demo_app: Flask) -> None:
    recorded = set(db.session.scalars(select(AuditEntry.action).distinct()))
    for path in product_files(".py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ("record", "record_many") and node.args:
                said = getattr(node.args[0], "value", None)
                if isinstance(said, str) and ACTION.fullmatch(said):
                    recorded.add(said)
    assert sorted(recorded - SENTENCES.keys()) == []


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_nobody_else_reads_it(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    client = client_of(demo_app, head)
    assert client.get("/acts").status_code == client.get("/acts/file").status_code == 403
