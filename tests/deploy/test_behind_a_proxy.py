"""What people meet who reach the product by the shipped files of nginx and Caddy."""

import base64
import hashlib
import http.client
import json
import re
from contextlib import closing, suppress
from email.message import Message

from tests.deploy.proxies import HOST, SITES, Road
from tests.house.tree import ROOT

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
    status, headers, page = ask(road, "/sign-in", Accept_Encoding="gzip")
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert len(headers.get_all("Strict-Transport-Security") or []) == 1
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert cookie.startswith("__Host-session=")
    page = ask(road, "/sign-in", Cookie=cookie)[2]
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.decode())
    assert token
    form = f"csrf_token={token[1]}&login=TD-C001&secret=dan+so+520".encode()
    statuses = [
        ask(road, "/sign-in", "POST", form, Cookie=cookie, Content_Type=FORM, Origin=origin)[0]
        for origin in ("https://other.example.vn", f"https://{road.site}")
    ]
    assert statuses[0] == 403
    assert statuses[1] in (302, 303)


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
