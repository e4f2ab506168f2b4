"""Smaller answers for poor networks. What a part has compressed itself (a bundle, say) is left alone.

A page's token and what its reader typed are compressed together, which can betray a token to somebody who
may send many requests in her name and see how long the answers are; the cookie is SameSite, so another site
cannot send them.
"""

import gzip

from flask import Flask, Response, request

SMALLEST = 1000  # bytes; below, the answer fits one packet anyway
TYPES = frozenset(
    {
        "application/javascript",
        "application/json",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)


def init_compressing(app: Flask) -> None:
    """Compress every text answer for whoever understands it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if "Content-Encoding" in response.headers:  # whoever compressed it also said what it varies by
        return response
    if response.mimetype not in TYPES or response.direct_passthrough or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) < SMALLEST:  # the same for everybody
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    response.set_data(gzip.compress(body, 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if "ETag" in response.headers:
        tag, _weak = response.get_etag()
        response.set_etag(str(tag), weak=True)
    return response
