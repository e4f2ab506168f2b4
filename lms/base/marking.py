"""Who took a file with names out of the product, and when: a line that the file itself carries.

What notes an export (:func:`lms.base.audit.note_access`) begins it; whatever is drawn or written later in the
same request takes it up: the footer of a workbook or of a paper, the foot of each page of a PDF or of slips.
Files that are kept, such as certificates and closed periods, are drawn outside and carry none. CSV and plain
text have no place for such a line that every reader skips, so nothing with names is offered in them:
``tests/house/test_looks.py`` walks through all files, and fails for one that names somebody without it.
"""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app, g, has_request_context

from lms.base import clock

_NAME = "name_of_exporter"
LONGEST = 230  # of Excel's 255 characters of a footer, with room for its signs


def init_marking(app: Flask, name_of: Callable[[int], str]) -> None:
    """Who says how somebody is called, by her key."""
    app.extensions[_NAME] = name_of


def begin(actor_id: int, at: datetime) -> None:
    """What is written from now on in this request leaves the product with somebody."""
    if has_request_context():
        g.export = actor_id, at


def mark() -> str:
    """The line that a file carries, in Vietnamese like the papers; empty where nothing leaves with names."""
    if not has_request_context() or "export" not in g:
        return ""
    actor_id, at = g.export
    name = current_app.extensions[_NAME](actor_id)
    moment = at.astimezone(clock.VIETNAM)
    when = f"{moment:%H:%M ngày %d/%m/%Y}"
    line = f"{name} xuất lúc {when}. Có dữ liệu cá nhân: chỉ dùng cho việc chung, xong thì hủy."
    return line[:LONGEST]
