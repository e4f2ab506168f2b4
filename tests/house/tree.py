"""The product's own files, for the laws that read them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("lms", "courses", "quizzes", "certificates")


def product_files(*suffixes: str) -> list[Path]:
    """Every file of the product's packages with one of these endings."""
    found = [path for part in PARTS for path in (ROOT / part).rglob("*") if path.suffix in suffixes]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def name(path: Path) -> str:
    """A file's path as people say it."""
    return str(path.relative_to(ROOT))
