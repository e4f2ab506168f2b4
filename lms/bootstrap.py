"""Makes the environment from the lock where there is none. Standard library only: it runs before all else."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK, TEST_LOCK = ROOT / "requirements.lock", ROOT / "requirements-test.lock"


def ensure_environment(lock: Path = LOCK) -> None:
    """Go on only where the dependencies are; where they are missing, install the lock and start again."""
