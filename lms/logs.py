"""Logs: one line per request and per failure, as words or as JSON, and nobody in them.

A request is named by its id (the answer carries it as ``X-Request-ID``, a page of a failure shows it) and by
the pattern of its address, never by the address itself: no query, no token, no code, no person. What errors
repeat of rows, addresses and phone numbers is struck out before it is written.
"""

import json
import logging
import re
import sys
import threading
from datetime import datetime
from typing import Any

from flask.logging import default_handler

from lms.base.clock import VIETNAM
from lms.web.watching import request_id

FIELDS = ("method", "route", "status", "ms", "bytes")
"""What a line about a request says beside its words; see :mod:`lms.web.watching`."""
_PRIVATE = (
    (re.compile(r"(DETAIL|CONTEXT|HINT):.*"), r"\1: …"),  # PostgreSQL repeats the values of the row
    (re.compile(r"\[parameters: .*"), "[parameters: …]"),
    (re.compile(r"://[^\s/@]*@"), "://…@"),  # a name and a password before a host
    (re.compile(r"[^\s@<>'\"/:]+@[^\s@<>'\"]+\.[^\s@<>'\"]+"), "…@…"),
    (re.compile(r"\?[^\s?'\"<>]*=[^\s'\"<>]*"), "?…"),  # the query of an address
    (
        re.compile(r"(?i)\b(bearer|token|session|secret|password|key)([ =:]+)(?=\S*\d)[^\s'\",;)]{8,}"),
        r"\1\2…",
    ),
    (re.compile(r"\b(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[A-Za-z0-9_-]{20,}"), "…"),  # what opens something
    (re.compile(r"(?<![\w.+-])(?:\+?84|0)[ .-]?\d{2,3}(?:[ .-]?\d{3,4}){2}(?![\w.]*\w)"), "0…"),  # phones
    (re.compile(r"(?<![\w.-])0\d{11}(?!\w)"), "0…"),  # an identity card
)
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_A_NAME_IN_CODE = re.compile(r"['\"][A-Za-z_][\w.:/-]*['\"]", re.ASCII)


def start_logging(shape: str) -> None:
    """Write what is logged to standard error, as ``text`` or ``json``; called once by whoever serves."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if shape == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    product = logging.getLogger("lms")
    product.removeHandler(default_handler)
    product.setLevel(logging.INFO)
    logging.getLogger("waitress").addFilter(_without_address)
    logging.captureWarnings(True)
    threading.excepthook = lambda failed: product.error(
        "A thread failed",
        exc_info=(failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback),
    )


def _without_address(record: logging.LogRecord) -> bool:
    """The server names the address of a request that failed outside of the app; the id names it better."""
    if record.msg == "Exception while serving %s":
        record.msg, record.args = "Exception while serving", None
    return True


def without_people(text: str) -> str:
    """A text of a log without what may name somebody."""
    for pattern, instead in _PRIVATE:
        text = pattern.sub(instead, text)
    return text


def told_of(failure: str) -> str:
    """A failure with its way through the code, without what may name somebody: what its words quote is struck
    out unless it looks like a name in code."""
    lines = failure.split("\n")
    return without_people("\n".join(line if line.startswith(" ") else _unquoted(line) for line in lines))


def _unquoted(line: str) -> str:
    return _QUOTED.sub(lambda found: found[0] if _A_NAME_IN_CODE.fullmatch(found[0]) else "'…'", line)


class JsonLines(logging.Formatter):
    """A line of JSON for each thing that happened."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in Vietnam, level, logger, words, the id of the request, what is known of it, the failure."""
        line: dict[str, Any] = {
            "at": _moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": without_people(record.getMessage()),
        }
        if request_id():
            line["id"] = request_id()
        line |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        if record.exc_info:
            line["failure"] = told_of(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """The same to be read by people."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, id and words in one line; a failure below it."""
        line = f"{_moment(record):%H:%M:%S} {record.levelname:<7} {request_id() or '-'} "
        line += without_people(record.getMessage())
        if record.exc_info:
            line += "\n" + told_of(self.formatException(record.exc_info))
        return line


def _moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, VIETNAM)
