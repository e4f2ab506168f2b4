"""An office without a network brings the packages along in a folder, and nothing else is asked."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT

PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
START = "from lms import bootstrap; bootstrap.ensure_environment(); print('here')"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """What starts the product, copied to a machine without packages."""
    (tmp_path / "lms").mkdir()
    for name in ("lms/__init__.py", "lms/bootstrap.py", "requirements-test.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def started(office: Path) -> str:
    """What is printed last by a start that reaches no index."""
    lonely = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    lonely |= {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "https://127.0.0.1:1/"}
    command = [str(PYTHON), "-c", START]
    done = subprocess.run(command, cwd=office, env=lonely, text=True, capture_output=True, check=False)
    return (done.stdout + done.stderr).splitlines()[-1]


def bring_one_package(office: Path) -> Path:
    """A product that needs one package, which lies in the folder and nowhere else."""
    (office / "wheelhouse").mkdir()
    wheel = office / "wheelhouse" / "onlyhere-1.0-py3-none-any.whl"
    about = "onlyhere-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("onlyhere.py", "")
        made.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: onlyhere\nVersion: 1.0\n")
        made.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr(f"{about}/RECORD", f"onlyhere.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (office / "requirements.lock").write_text(f"onlyhere==1.0 --hash=sha256:{digest}\n", "utf-8")
    (office / "setup.cfg").write_text("[options]\ninstall_requires =\n    onlyhere>=1\n", "utf-8")
    return wheel


def test_what_lies_in_the_folder_is_installed_without_a_network(
    request: pytest.FixtureRequest, office: Path
) -> None:
    """Under --long all packages of the product, fetched as ``make wheelhouse`` does; else one for them."""
    if request.config.getoption("--long"):
        for name in ("setup.cfg", "requirements.lock"):
            shutil.copy(ROOT / name, office / name)
        fetch = [str(PYTHON), "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
        fetch += ["--only-binary", ":all:", "-r", "requirements.lock", "-d", "wheelhouse"]
        subprocess.run(fetch, cwd=office, check=True, capture_output=True)
    else:
        bring_one_package(office)
    assert started(office) == "here"
    assert (office / ".venv" / "installed-from").exists()


def test_a_package_that_is_not_the_locked_one_is_refused(office: Path) -> None:
    with zipfile.ZipFile(bring_one_package(office), "a") as changed:
        changed.writestr("more.py", "print('not ours')")
    assert "could not be installed" in started(office)
    assert not (office / ".venv" / "installed-from").exists()
