"""Bodies that no browser sends, at every address that takes one: thousands of fields, parts that never end,
JSON that is nothing but brackets. Each is answered, and never by a failure."""

import pytest
from flask import Flask

from lms.people.queries import person_by_code
from tests.factories.account import sign_in
from tests.house.test_nasty_values import addresses
from tests.house.test_urls import keys_that_exist

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n1\r\n'
BODIES = {
    "ten thousand fields": (FORM, "&".join(f"f{n}=1" for n in range(10_000)).encode()),
    "two thousand parts": (PARTS, b"".join(PART % n for n in range(2_000)) + b"--x--\r\n"),
    "a part without an end": (PARTS, b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a'),
    "no parts at all": (PARTS, b"\r\n\r\n"),
    "brackets": ("application/json", b"[" * 50_000),
    "a number": ("application/json", b"7"),
    "a list": ("application/json", b"[1, [2]]"),
    "no words": (
        "application/json",
        b'{"login": {"a": 1}, "secret": 7, "words": [null], "by": true}',
    ),
    "objects in objects": ("application/json", b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
}


@pytest.mark.parametrize("body", BODIES)
def test_no_body_makes_the_product_fail(demo_app: Flask, body: str) -> None:
    demo_app.testing = False
    demo_app.config["WTF_CSRF_ENABLED"] = False
    person = person_by_code("DEMO-LD")
    assert person
    keys = keys_that_exist(person.id)
    client = demo_app.test_client()
    sign_in(client, person)
    kind, data = BODIES[body]
    failed, tried = [], 0
    for method, address in addresses(demo_app, keys):
        if method == "POST":
            tried += 1
            status = client.post(address, data=data, content_type=kind).status_code
            if status >= 500:
                failed.append(f"{status} {address}")
    assert failed == []
    assert tried > 100
