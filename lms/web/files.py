"""Files in answer to a request: the shape asked for, and one type and kind of name for each."""

import io

from flask import abort, request, send_file
from werkzeug.wrappers import Response

from lms.base.text import slug

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
}
REPORTS = ("pdf", "docx", "xlsx")
"""The shapes in which every report can be had."""


def shape_asked(*more: str) -> str:
    """The shape in which a report is wanted: one of :data:`REPORTS`, or of ``more``; PDF where nothing is
    said."""
    shape = request.args.get("as", "pdf")
    return shape if shape in (*REPORTS, *more) else abort(404)


def sent(data: bytes, shape: str, name: str) -> Response:
    """A file under a name that any machine can keep. A PDF is shown by the browser, the rest is saved."""
    return send_file(
        io.BytesIO(data), TYPES[shape], as_attachment=shape != "pdf", download_name=f"{slug(name)}.{shape}"
    )
