"""Every file that comes in is given to the office's scanner for viruses, where VIRUS_SCAN names one: before a
view sees it, and behind the question who may call that view."""

import hashlib
import os

from flask import Flask, abort, current_app, request

from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.scanning import ScannerFailed, look_over
from lms.web.access import asker


class HarmfulFile(Refusal):
    """The scanner has found something."""


class NotLookedOver(Refusal):
    """The scanner could not look, so nothing is taken."""


def init_scanning(app: Flask) -> None:
    """Have what is sent looked over, where the settings name a scanner."""
    if app.extensions["config"].virus_scan:
        app.before_request(_look_over)


def _look_over() -> None:
    if request.mimetype != "multipart/form-data":
        return
    files = [file for _field, file in request.files.items(multi=True) if file.stream.seek(0, os.SEEK_END)]
    if files and not asker().is_authenticated:
        abort(401)  # nobody else has anything to send, or work to make for the scanner
    for file in files:
        file.stream.seek(0)
        body = file.stream.read()
        file.stream.seek(0)
        found = _found_in(body)
        if found is not None:
            _note(found, body)
            raise HarmfulFile(
                message(
                    "The scanner of this server finds a virus in “%(file)s” (%(virus)s). Nothing was taken. "
                    "Clean your computer, or ask whoever gave you the file for a clean one.",
                    file=(file.filename or "")[-80:],
                    virus=found,
                )
            )


def _found_in(body: bytes) -> str | None:
    try:
        return look_over(body, current_app.extensions["config"].virus_scan)
    except ScannerFailed as failure:
        current_app.logger.error("VIRUS_SCAN: %s", failure)
        raise NotLookedOver(
            message(
                "The scanner for viruses of this server does not answer, so no file is taken now. Nothing "
                "was lost here: keep the file and send it again later. If this comes again, tell the "
                "administrator."
            )
        ) from failure


def _note(found: str, body: bytes) -> None:
    """Who sent it, where, and by which digest it can be known again."""
    lock_for_writing("audit")
    facts = {"virus": found, "to": request.endpoint, "sha256": hashlib.sha256(body).hexdigest()}
    audit.record("person:sent_virus", asker(), by=asker().id, facts=facts)
    db.session.commit()
