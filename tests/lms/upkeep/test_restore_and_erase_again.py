"""Whoever was erased is not brought back by a backup from before, here or on another machine."""

from pathlib import Path

from flask import Flask

from lms.base.database import db
from lms.people.models import Person
from lms.privacy.jobs import clear_erased
from tests.factories.privacy import erase_now, leave_for_good, traces_in_tables
from tests.factories.upkeep import backed_up, run_command


def test_an_old_backup_brings_nobody_back_who_was_erased_since(demo_app: Flask, tmp_path: Path) -> None:
    leaver = leave_for_good()
    leaver_id, told = leaver.id, [leaver.full_name]
    db.session.commit()
    old = backed_up()
    erase_now(leaver)
    clear_erased()
    new = backed_up()
    (tmp_path / "erased.jsonl").unlink()  # another machine
    for made in (new, old):
        code, said = run_command(demo_app, "restore", made.path, "--over")
        assert code == 0, said
    assert db.session.get_one(Person, leaver_id).is_erased
    assert list(traces_in_tables(told)) == []
