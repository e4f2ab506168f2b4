"""The units of systemd that are shipped say what systemd understands, and lock the product in."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.absence import missing
from tests.deploy.proxies import PORTS, SITES, is_there
from tests.house.tree import ROOT

UNITS = ROOT / "deploy" / "systemd"


@pytest.fixture
def analyze(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The units as an administrator copies them, for a product that lies in a folder of the test."""
    if not is_there("systemd-analyze"):
        missing(request, "no systemd-analyze here: install Debian's package systemd")
    python = tmp_path / "opt" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n", "utf-8")
    python.chmod(0o755)
    for file in UNITS.iterdir():
        text = file.read_text("utf-8").replace("/opt/lop520", str(tmp_path / "opt"))
        (tmp_path / file.name.replace("@.", "@8520.")).write_text(text, "utf-8")
    return tmp_path


def test_systemd_understands_every_line(analyze: Path) -> None:
    command = ["systemd-analyze", "verify", "--recursive-errors=no", "--man=no"]
    units = [str(analyze / name) for name in ("lop520@8520.service", "lop520.target")]
    done = subprocess.run([*command, *units], capture_output=True, text=True, check=False, timeout=120)
    about_ours = [line for line in done.stderr.splitlines() if "lop520" in line]
    assert about_ours == []


def test_the_product_may_do_little_beyond_its_folder(analyze: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=25"]
    done = subprocess.run(
        [*command, str(analyze / "lop520@8520.service")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


def test_units_and_proxies_name_the_same_processes() -> None:
    target = (UNITS / "lop520.target").read_text("utf-8")
    assert [int(port) for port in re.findall(r"^Wants=lop520@(\d+)\.service$", target, re.MULTILINE)] == [
        *PORTS
    ]
    for file, _ in SITES.values():
        assert {int(port) for port in re.findall(r"127\.0\.0\.1:(\d+)", file.read_text("utf-8"))} == {*PORTS}
