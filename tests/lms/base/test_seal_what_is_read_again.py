"""Sealing: only the key opens, only for what it was sealed about."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.base.safekeeping import KEY_FILE, SealLost, seal, seal_with, unseal

KEY = "a key that somebody keeps in a safe place"


@given(st.text(), st.text())
def test_what_was_sealed_comes_back(text: str, about: str) -> None:
    seal_with(Path("unused"), KEY)
    assert unseal(seal(text, about), about) == text


def test_moved_to_somebody_else_it_is_broken() -> None:
    seal_with(Path("unused"), KEY)
    sealed = seal("JBSWY3DP", "app 1")
    with pytest.raises(SealLost):
        unseal(sealed, "app 2")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    seal_with(tmp_path / "instance", None)
    sealed = seal("JBSWY3DP", "app 1")
    file = tmp_path / "instance" / KEY_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_text("utf-8")
    assert seal("JBSWY3DP", "app 1") != sealed
    assert file.read_text("utf-8") == kept


def test_without_the_key_nothing_is_read_and_no_other_key_is_made(tmp_path: Path) -> None:
    seal_with(tmp_path, None)
    sealed = seal("JBSWY3DP", "app 1")
    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(SealLost):
        unseal(sealed, "app 1")
    assert not (tmp_path / KEY_FILE).exists()
    seal_with(tmp_path, KEY)
    with pytest.raises(SealLost):
        unseal(sealed, "app 1")
