"""What people meet who reach the product by the shipped files of nginx and Caddy."""

import base64
import gzip
import hashlib
import http.client
import json
import re
import socket
import ssl
from contextlib import closing, suppress
from email.message import Message

import pytest

from tests.deploy.proxies import HOST, SITES, Road
from tests.house.tree import ROOT
from tests.lms.standards.test_hand_in_an_old_certificate import noisy_photo

Answer = tuple[int, Message, bytes]
FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1024 * 1024


def ask(road: Road, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request as a browser makes it, by HTTPS."""
    with closing(road.connection()) as connection:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": road.site, **given})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def form_of(road: Road, path: str, cookie: str) -> tuple[str, str]:
    """The cookie with which a page's form is sent, and its token."""
    _, headers, page = ask(road, path, Cookie=cookie)
    token = TOKEN.search(page.decode())
    assert token
    return headers.get("Set-Cookie", cookie).partition(";")[0], token[1]


def test_by_http_one_is_led_to_https(road: Road) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", road.http, timeout=30)) as connection:
        connection.request("GET", "/learn?next=1", headers={"Host": HOST})
        answer = connection.getresponse()
        assert answer.status in (301, 308)
        assert re.fullmatch(rf"https://{HOST}(:{road.https})?/learn\?next=1", answer.headers["Location"])


def test_the_product_knows_who_asks_and_believes_no_stranger(road: Road) -> None:
    lies = {"For": "203.0.113.1", "Host": "elsewhere.example", "Proto": "http"}
    said = json.loads(ask(road, "/who-asks", **{f"X-Forwarded-{name}": lie for name, lie in lies.items()})[2])
    assert (said["address"], said["host"], said["secure"]) == ("127.0.0.1", road.site, True)


def test_several_processes_answer(road: Road) -> None:
    lines, ports = [road.connection() for _ in range(6)], set()
    for _again in range(5):
        for line in lines:
            line.request("GET", "/who-asks", headers={"Host": road.site})
        ports |= {json.loads(line.getresponse().read())["port"] for line in lines}
    for line in lines:
        line.close()
    assert len(ports) > 1


def test_signing_in_works_and_its_cookie_is_of_this_very_host(road: Road) -> None:
    status, headers, _ = ask(road, "/sign-in", Accept_Encoding="gzip")
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert len(headers.get_all("Strict-Transport-Security") or []) == 1
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert cookie.startswith("__Host-session=")
    cookie, token = form_of(road, "/sign-in", cookie)
    form = f"csrf_token={token}&login=TD-C001&secret=dan+so+520".encode()
    statuses = [
        ask(road, "/sign-in", "POST", form, Cookie=cookie, Content_Type=FORM, Origin=origin)[0]
        for origin in ("https://other.example.vn", f"https://{road.site}")
    ]
    assert statuses[0] == 403
    assert statuses[1] in (302, 303)


def signed_in(road: Road) -> str:
    """The cookie of a collaborator who has signed in."""
    cookie, token = form_of(road, "/sign-in", "")
    form = f"csrf_token={token}&login=TD-C001&secret=dan+so+520".encode()
    status, headers, _ = ask(road, "/sign-in", "POST", form, Cookie=cookie, Content_Type=FORM)
    assert status == 303
    cookies = [each.partition(";")[0] for each in headers.get_all("Set-Cookie") or []]
    return next(each for each in cookies if each.startswith("__Host-session="))


def test_a_photo_whose_sending_breaks_off_is_not_half_kept(road: Road) -> None:
    cookie, token = form_of(road, "/papers/new", signed_in(road))
    body = form_with_photo(token, noisy_photo())
    kind = "multipart/form-data; boundary=x"
    before = ask(road, "/papers", Cookie=cookie)[2].count(b"15/GCN-TTYT")
    with closing(road.connection()) as connection:
        connection.putrequest("POST", "/papers/new", skip_host=True)
        for name, value in {"Host": road.site, "Cookie": cookie, "Content-Type": kind}.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        connection.send(body[:-100])
    assert ask(road, "/papers", Cookie=cookie)[2].count(b"15/GCN-TTYT") == before
    assert ask(road, "/papers/new", "POST", body, Cookie=cookie, Content_Type=kind)[0] == 303
    assert ask(road, "/papers", Cookie=cookie)[2].count(b"15/GCN-TTYT") == before + 1


def form_with_photo(token: str, photo: bytes) -> bytes:
    """The form of an old certificate, filled in, as a browser sends it."""
    told = {"csrf_token": token, "competency": "1", "number": "15/GCN-TTYT", "issuer": "Trung tâm Y tế"}
    told["issued_on"] = "2025-11-20"
    head = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    fields = "".join(f"{head.format(name, '')}{value}\r\n" for name, value in told.items())
    return f"{fields}{head.format('photo', '; filename=giay.jpg')}".encode() + photo + b"\r\n--x--\r\n"


def test_what_lasts_is_kept_for_a_year_and_what_may_change_is_asked_for_again(road: Road) -> None:
    page = ask(road, "/sign-in")[2].decode()
    sheet = re.search(r'href="(/[^"]+\.css\?v=[0-9a-f]+)"', page)
    assert sheet
    _, headers, packed = ask(road, sheet[1], Accept_Encoding="gzip")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed) == ask(road, sheet[1])[2]
    status, headers, _ = ask(road, "/sw.js", Accept_Encoding="gzip")
    assert (status, headers["Cache-Control"]) == (200, "private, no-cache")
    status, _, rest = ask(road, "/sw.js", Accept_Encoding="gzip", If_None_Match=headers["ETag"])
    assert (status, rest) == (304, b"")


def test_browsers_are_offered_http_2(road: Road) -> None:
    context = ssl.create_default_context(cafile=str(road.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", road.https)) as line,
        context.wrap_socket(line, server_hostname=HOST) as safe_line,
    ):
        assert safe_line.selected_alpn_protocol() == "h2"


LONGEST = {"nginx": 8 * 1024, "caddy": 32 * 1024}  # of a line of headers; of all of them, by the product


def test_headers_that_nobody_reads_are_answered_by_a_sentence(
    road: Road, request: pytest.FixtureRequest
) -> None:
    size = LONGEST[request.node.callspec.params["road"]]
    status, headers, page = ask(road, "/sign-in", Cookie="x" * size)
    assert status == 431
    assert "quá dài" in page.decode()
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_figures_for_this_machine_are_not_for_strangers(road: Road) -> None:
    assert ask(road, "/metrics")[0] == 404


def test_what_is_too_large_for_the_product_is_answered_by_it(road: Road) -> None:
    status, _, page = ask(road, "/sign-in", "POST", b"x" * 11 * MEGABYTE, Content_Type=FORM)
    assert status in (400, 413)
    assert "Lớp 520" in page.decode()


def test_what_is_far_too_large_is_answered_before_all_of_it_has_come(road: Road) -> None:
    with closing(road.connection()) as connection:
        connection.putrequest("POST", "/sign-in", skip_host=True)
        connection.putheader("Host", road.site)
        connection.putheader("Content-Length", str(90 * MEGABYTE))
        connection.endheaders()
        with suppress(OSError):  # nobody takes all of it
            for _piece in range(85):
                connection.send(b"x" * MEGABYTE)
        answer = connection.getresponse()
        assert answer.status == 413
        assert "Tệp quá lớn" in answer.read().decode()


def test_the_policy_of_the_proxys_own_pages_allows_just_their_style() -> None:
    for page in (ROOT / "deploy" / "pages").glob("*.html"):
        text = page.read_text("utf-8")
        style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
        assert style
        assert "<script" not in text
        allowed = f"sha256-{base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()}"
        for file, _ in SITES.values():
            assert f"style-src '{allowed}'" in file.read_text("utf-8")


def test_one_process_may_stop_and_when_all_have_stopped_a_page_says_so(road: Road) -> None:
    road.products[0].terminate()
    assert road.products[0].wait(60) == 0
    assert {ask(road, "/who-asks")[0] for _ in range(10)} == {200}
    for each in road.products[1:]:
        each.terminate()
        assert each.wait(60) == 0
    status, headers, page = ask(road, "/learn")
    assert status in (502, 503)
    assert headers["Retry-After"] == "30"
    assert headers["Cache-Control"] == "no-store"
    assert "đang tạm nghỉ" in page.decode()
