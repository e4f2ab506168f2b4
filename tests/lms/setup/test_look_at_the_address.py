"""The administrator hears in time when the certificate of the address ends, and what phones say of it."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server, socket
from typing import Any

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from lms.setup.health import address, scanner
from lms.setup.jobs import look_at_address, look_at_scanner
from lms.setup.rules.examining import certificate_of
from lms.setup.rules.visiting import Trust, Visit, keep, visit
from tests.conftest import make_app

NOW = datetime.now(UTC)
OURS = "https://lop520.invalid"


def certificate(folder: Path, name: str, ends: datetime) -> Path:
    """A certificate with its key that ends then, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + made.public_bytes(pem))
    return file


@contextmanager
def greeting(file: Path) -> Iterator[str]:
    """Somebody who shows this certificate to whoever comes; the address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    def greet(door: socket) -> None:
        with suppress(OSError):
            while True:
                line, _ = door.accept()
                with line, suppress(OSError), context.wrap_socket(line, server_side=True) as safe_line:
                    safe_line.recv(1)

    with create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=greet, args=[door], daemon=True).start()
        yield f"https://localhost:{door.getsockname()[1]}"


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """``shown(name=…, days=…, known=…)``: an address where such a certificate is shown."""
    with ExitStack() as open_ones:

        def show(*, name: str = "localhost", days: int = 60, known: bool = True) -> str:
            file = certificate(tmp_path, name, NOW + timedelta(days=days))
            monkeypatch.setenv("SSL_CERT_FILE", str(file if known else tmp_path / "none"))
            return open_ones.enter_context(greeting(file))

        yield show


@pytest.mark.parametrize(
    ("made", "trust", "health"),
    [
        ({}, Trust.GOOD, "good"),
        ({"days": 10}, Trust.GOOD, "watch"),
        ({"days": 2}, Trust.GOOD, "bad"),
        ({"days": -1}, Trust.ENDED, "bad"),
        ({"name": "elsewhere.example.vn"}, Trust.OTHER_NAME, "bad"),
        ({"known": False}, Trust.UNKNOWN, "bad"),
    ],
)
def test_a_visitor_says_what_a_phone_would(
    shown: Callable[..., str], made: dict[str, Any], trust: Trust, health: str
) -> None:
    seen = visit(shown(**made))
    assert seen
    assert seen.trust is trust
    assert abs(seen.ends - NOW - timedelta(days=made.get("days", 60))) < timedelta(seconds=2)
    finding = certificate_of(seen, NOW)
    assert finding.health == health
    assert (finding.advice is None) == (health == "good")


def test_where_nobody_answers_nothing_is_claimed() -> None:
    with create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    assert visit(f"https://localhost:{port}") is None


def production(url: str, folder: Path, **more: str) -> Flask:
    return make_app(url, folder, DEMO="0", PASSWORD_MEMORY_MB="19", PUBLIC_URL=OURS, **more)


def test_what_was_seen_last_stands_while_there_is_no_network(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = production(database("sqlite", "blank"), tmp_path)
    with app.app_context():
        assert (address().health, address().advice) == ("good", None)
        keep(Visit(OURS, Trust.GOOD, NOW + timedelta(days=20)), tmp_path)
        look_at_address()
        assert "holds until" in str(address().sentence.text)
        with time_machine.travel(NOW + timedelta(days=15)):
            assert address().health == "watch"
        with time_machine.travel(NOW + timedelta(days=21)):
            assert address().health == "bad"
        keep(Visit("https://old.example.vn", Trust.ENDED, NOW), tmp_path)
        assert address().health == "good"  # it is about another address


def test_a_scanner_that_does_not_answer_is_told_before_somebody_sends_a_file(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    program = tmp_path / "scanner"
    app = production(database("sqlite", "blank"), tmp_path, VIRUS_SCAN=f"sh {program} FILE")
    with app.app_context():
        for ends_with, health in ((2, "bad"), (1, "bad"), (0, "good")):  # 1: it calls anything a virus
            program.write_text(f"exit {ends_with}\n", "ascii")
            look_at_scanner()
            assert scanner().health == health
