"""Files that people send, looked over by a scanner for viruses: a program of the office's own, named by a
setting, that speaks as ClamAV's do.

It is given the file on its standard input, or by name where its command says ``FILE``, and ends with 0 where
it finds nothing and with 1 where it finds something. Any other end, and none within a minute, is a failure.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SECONDS = 60
FILE = "FILE"
UNNAMED = "?"
_FOUND = re.compile(r"^[^\n]*: ([^\n]{1,100}?) FOUND\s*$", re.MULTILINE)


class ScannerFailed(Exception):
    """The scanner is not there, does not answer, or says that it failed; the text says how."""


def look_over(data: bytes, command: Sequence[str]) -> str | None:
    """What the scanner calls the harmful thing in a file (``?`` where it does not say); None where it finds
    nothing. Raises :class:`ScannerFailed`, and :class:`OSError` where there is no room for the file."""
    if FILE not in command:
        return _verdict(command, data)
    with tempfile.TemporaryDirectory(prefix="lop520-") as folder:
        file = Path(folder) / "file"
        file.write_bytes(data)
        return _verdict([str(file) if word == FILE else word for word in command])


def _verdict(command: Sequence[str], data: bytes = b"") -> str | None:
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ScannerFailed(str(error)) from error
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return None
    if done.returncode == 1:
        found = _FOUND.search(said)
        return found[1] if found else UNNAMED
    raise ScannerFailed(f"it ended with {done.returncode}: {said.strip()[-200:]}")
