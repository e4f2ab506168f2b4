"""Files of the nineties (.doc, .ppt, .rtf) saved anew by LibreOffice, where this machine has it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from lms.base.foreign.kinds import TO_CONVERT, Kind
from lms.base.messages import message
from lms.base.office_safety import UnreadableFile

SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {Kind.WORD: "docx:MS Word 2007 XML", Kind.SLIDES: "pptx:Impress MS PowerPoint 2007 XML"}
_SAFE = ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks")
"""Settings of LibreOffice: no program in a document runs, nothing is fetched for it."""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>true</value></prop></item>'
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    f"{''.join(map(_ITEM.format, _SAFE))}</oor:items>"
)


def convert(data: bytes, kind: Kind, program: str | None = None) -> bytes:
    """The file as Office writes it since 2007.

    ``program`` is the one that converts; by default LibreOffice, if it is found. Raises
    :class:`UnreadableFile` with what to do where there is none, or where it fails or takes over a minute.
    """
    program = program or next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise _by_hand(kind)
    with tempfile.TemporaryDirectory(prefix="lop520-") as folder:
        return _converted(Path(folder), program, data, kind)


def _converted(folder: Path, program: str, data: bytes, kind: Kind) -> bytes:
    source, target = folder / f"source.{kind}", TO_CONVERT[kind]
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", _FILTERS[target], "--outdir", str(folder / "out"), str(source)]
    try:
        _run(command, folder)
        return (folder / "out" / f"source.{target}").read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise _by_hand(kind) from error


def _run(command: list[str], folder: Path) -> None:
    """Run to the end, or end it with all that it started."""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _by_hand(kind: Kind) -> UnreadableFile:
    if kind in (Kind.OPEN_TEXT, Kind.OPEN_SLIDES):
        return UnreadableFile(
            message(
                "This is an OpenDocument file (.odt, .odp). Open it, save it as .docx or .pptx, and choose"
                " that."
            )
        )
    if TO_CONVERT[kind] is Kind.SLIDES:
        return UnreadableFile(
            message(
                "This is an old PowerPoint file. Open it in PowerPoint, save it as .pptx, and choose that."
            )
        )
    return UnreadableFile(
        message("This is an old Word file. Open it in Word, save it as .docx, and choose that.")
    )
