"""Walking through the product as somebody: the pages and files that links lead to, and what they say."""

import html
import io
import json
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from tests.house.test_urls import address, keys_that_exist

ENDS_THE_SESSION = {"account.sign_out"}
IS_NO_PAGE = ("text/css", "text/javascript", "image/", "audio/", "video/")
SHAPES = ("docx", "xlsx", "csv", "json")
"""What a file may be asked for as, beside what it is without being asked."""


@dataclass(frozen=True)
class Stop:
    """One address that was asked for, with what came."""

    endpoint: str
    address: str
    answer: TestResponse

    @property
    def is_file(self) -> bool:
        """Whether it is kept as a file, or shown as one."""
        return self.answer.mimetype != "text/html"

    @property
    def words(self) -> str:
        """Every word of the answer, in one line."""
        return words_of_file(self.answer.data)


def walk(app: Flask, client: FlaskClient, person_ids: list[int], most: int) -> Iterator[Stop]:
    """What a person finds who follows every link from the start page and from each address of something that
    exists: for each of ``person_ids`` as the person of an address; ``most`` addresses of one kind."""
    waiting, seen, met = deque(["/"]), set[str](), Counter[tuple[str, str]]()
    for person_id in person_ids:
        keys = keys_that_exist(person_ids[0]) | {"person_id": person_id}
        rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        waiting.extend(url for rule in rules if (url := address(app, rule, keys)))
    while waiting:
        url = waiting.popleft()
        kind = _kind(app, url)
        if url in seen or kind is None or met[kind] >= most:
            continue
        seen.add(url)
        met[kind] += 1
        answer = client.get(url)
        if answer.status_code in (301, 302, 303):
            waiting.appendleft(urljoin(url, answer.headers["Location"]))
        if answer.status_code != 200 or answer.mimetype.startswith(IS_NO_PAGE):
            continue
        stop = Stop(kind[0], url, answer)
        yield stop
        waiting.extend(_others_of(stop))


def _kind(app: Flask, url: str) -> tuple[str, str] | None:
    """Its endpoint and the shape that is asked for; None where it leads away, or nowhere."""
    parts = urlsplit(url)
    if parts.netloc not in ("", "localhost"):
        return None
    try:
        endpoint, _values = app.url_map.bind("localhost").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    if endpoint in ENDS_THE_SESSION or endpoint.endswith("static"):
        return None
    return endpoint, dict(parse_qsl(parts.query)).get("as", "")


def _others_of(stop: Stop) -> list[str]:
    """Where an answer leads: the links of a page, a PDF in other shapes."""
    if stop.answer.mimetype == "application/pdf":
        path = urlsplit(stop.address)
        given = [each for each in path.query.split("&") if each and not each.startswith("as=")]
        return [f"{path.path}?{'&'.join([*given, f'as={shape}'])}" for shape in SHAPES]
    if stop.is_file:
        return []
    found = re.findall(r'(?:href|src)="([^"#]+)', stop.answer.text)
    return [urljoin(stop.address, html.unescape(each)) for each in found]


def words_of_file(data: bytes) -> str:
    """What a file says, whatever it is: a page, a PDF, JSON, or an archive and all that lies in it."""
    if data[:4] == b"%PDF":
        return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(words_of_file(archive.read(name)) for name in archive.namelist())
    text = data.decode("utf-8", "replace")
    if text[:1] in ("{", "["):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
