"""The accounts of the demonstration: printed for everybody, refused in production."""

from flask import Flask

from lms.account.demo import CARRIERS, ROLES, UNSENT, demo_accounts, load_demo
from lms.account.queries import devices_of, has_demo_accounts, living_cards
from lms.account.rules.choosing_passwords import change_password
from lms.base.database import db
from lms.people.models import Person
from lms.people.queries import person_by_code
from tests.factories.account import sign_in, type_in
from tests.factories.people import make_person


def cast() -> None:
    """The people whom the demonstration gives accounts."""
    for label, code in ROLES:
        make_person(str(label), code=code)
    load_demo()
    db.session.commit()


def test_there_is_one_per_role_and_its_password_works(app: Flask) -> None:
    cast()
    accounts = demo_accounts()
    assert [code for _, code, _ in accounts] == ["DEMO-LD", "DEMO-QT", "DEMO-GV", "TD-X01", "TD-C001"]
    for _label, code, password in accounts:
        assert type_in(app.test_client(), "/sign-in", login=code, secret=password).status_code == 303


def test_loading_them_again_changes_nothing(app: Flask) -> None:
    cast()
    load_demo()
    db.session.commit()
    assert len(demo_accounts()) == len(ROLES)


def test_an_empty_database_has_none(app: Flask) -> None:
    load_demo()
    db.session.commit()
    assert demo_accounts() == []
    assert not has_demo_accounts()


def test_choosing_another_password_ends_the_demonstration(app: Flask) -> None:
    cast()
    client = app.test_client()
    head: Person | None = person_by_code("DEMO-LD")
    assert head
    sign_in(client, head)
    assert has_demo_accounts()
    head = person_by_code("DEMO-LD")
    assert head
    change_password(head, demo_accounts()[0][2], "của riêng lãnh đạo")
    db.session.commit()
    assert "DEMO-LD" not in [code for _, code, _ in demo_accounts()]


def test_somebody_has_not_sent_everything_yet(demo_app: Flask) -> None:
    carrier = person_by_code(CARRIERS[0])
    assert carrier
    (used,) = devices_of(carrier.id)
    assert used.device.unsent == UNSENT
    assert len(living_cards([person.id for person in map(person_by_code, CARRIERS) if person])) == 3
