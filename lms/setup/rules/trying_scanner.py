"""Whether the scanner for viruses answers, noted for the page of whoever runs the product."""

from collections.abc import Sequence
from pathlib import Path

from lms.base.scanning import ScannerFailed, look_over

_NOTE = "scanner-failed"
_HARMLESS = b"Nothing but words."


def try_scanner(command: Sequence[str], folder: Path) -> None:
    """Give the scanner something harmless, and note in the folder of the data where it does not say so."""
    try:
        well = look_over(_HARMLESS, command) is None
    except ScannerFailed:
        well = False
    if well:
        (folder / _NOTE).unlink(missing_ok=True)
    else:
        (folder / _NOTE).touch()


def has_failed(folder: Path) -> bool:
    """Whether it did not answer when it was last tried."""
    return (folder / _NOTE).exists()
