"""Makes the environment from the lock where there is none. Standard library only: it runs before all else."""

import hashlib
import os
import re
import subprocess
import sys
from configparser import ConfigParser
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed-from"
WHEELS = ROOT / "wheelhouse"
"""The packages, brought along to a machine without a network; made by ``make wheelhouse``."""

_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(.*)$")
_BOUND = re.compile(r"(>=|<)\s*([0-9.]+)")


def ensure_environment(extra: str | None = None) -> None:
    """Return where the dependencies are; else install the lock into ``.venv`` and start again in there.

    ``extra`` names a further list of setup.cfg, e.g. ``test``. An environment that already satisfies
    setup.cfg, whoever made it, is never touched.
    """
    if not missing(extra):
        return
    lock = ROOT / (f"requirements-{extra}.lock" if extra else "requirements.lock")
    if Path(sys.prefix) != VENV and _stamped(lock):
        _start_again()
    _install(lock)
    _start_again()


def missing(extra: str | None = None) -> list[str]:
    """The direct dependencies of setup.cfg that this Python lacks, or has in a version out of bounds."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = config["options"]["install_requires"]
    if extra:
        lines += "\n" + config["options.extras_require"][extra]
    return [line.strip() for line in lines.splitlines() if line.strip() and not _satisfied(line)]


def _satisfied(line: str) -> bool:
    match = _REQUIREMENT.match(line)
    assert match
    name, bounds = match.groups()
    try:
        present = _numbers(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False
    checks = {">=": lambda bound: present >= bound, "<": lambda bound: present < bound}
    return all(checks[sign](_numbers(version)) for sign, version in _BOUND.findall(bounds))


def _numbers(version: str) -> tuple[int, ...]:
    """The release numbers of a version, without trailing zeros: 3.1.0 and 3.1 are the same."""
    numbers = [int(digits) for digits in re.findall(r"\d+", re.split(r"[^0-9.]", version)[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _install(lock: Path) -> None:
    if not _python().exists():
        print(f"Making an environment in {VENV} …", flush=True)
        if find_spec("ensurepip") is None or find_spec("venv") is None:
            sys.exit("This Python makes no environments. On Debian and Ubuntu: sudo apt install python3-venv")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    command = [str(_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(lock), *_source()]
    if _run_pip(command, len(re.findall(r"^[a-z0-9]", lock.read_text("utf-8"), re.MULTILINE))) != 0:
        sys.exit("The packages could not be installed; the lines above say why. Start again to go on.")
    STAMP.write_text(_digest(lock), "utf-8")


def _source() -> list[str]:
    """Where pip takes packages from: the wheelhouse alone where there is one, else where it is set up to."""
    return ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []


def _run_pip(command: list[str], total: int) -> int:
    """Run pip with one line of progress; what it says is shown only when it fails."""
    said: list[str] = []
    done = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout
        for line in pip.stdout:
            said.append(line)
            if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied")):
                done += 1
                print(f"\rInstalling packages: {min(done, total)} of {total} ", end="", flush=True)
            elif line.startswith("Installing collected"):
                print("\rInstalling packages: unpacking …      ", end="", flush=True)
    print(flush=True)
    if pip.returncode:
        print("".join(said[-30:]), flush=True)
    return pip.returncode


def _start_again() -> None:
    """Run the same command with the Python of ``.venv``."""
    if os.environ.get("LOP520_STARTED_AGAIN") == str(VENV):
        sys.exit(f"{VENV} still lacks {', '.join(missing())}: remove that folder and start again.")
    os.environ["LOP520_STARTED_AGAIN"] = str(VENV)
    command = [str(_python()), *sys.orig_argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamped(lock: Path) -> bool:
    """Whether ``.venv`` was completed from this lock; the lock for tests contains the other one."""
    wanted = {_digest(lock), _digest(ROOT / "requirements-test.lock")}
    return _python().exists() and STAMP.exists() and STAMP.read_text("utf-8") in wanted


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
