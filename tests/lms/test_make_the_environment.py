"""run.py decides whether the packages it needs are there."""

from pathlib import Path

import pytest

from lms import bootstrap


def test_the_packages_of_this_environment_are_recognised() -> None:
    assert bootstrap.missing() == []
    assert bootstrap.missing("test") == []


@pytest.mark.parametrize("line", ["flask>=99", "flask<1", "no-such-package-anywhere>=1"])
def test_a_package_that_lacks_or_does_not_fit_is_named(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "setup.cfg").write_text(
        f"[options]\ninstall_requires =\n    werkzeug>=3\n    {line}\n", "utf-8"
    )
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.missing() == [line]


def test_a_version_is_compared_by_its_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "flask>=3.0.9\n    flask<10\n    psycopg[binary]>=3"
    (tmp_path / "setup.cfg").write_text(f"[options]\ninstall_requires =\n    {lines}\n", "utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.missing() == []
