"""Addresses in settings: of what is served, of web pages, of databases; read and judged."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


def read_host(value: str) -> str:
    """What to serve on. Raises ``ValueError`` with what is expected."""
    host = value.strip()
    try:
        good = bool(ip_address(host)) if ":" in host else re.fullmatch(r"[A-Za-z0-9._-]+", host)
    except ValueError:
        good = None
    if not good:
        raise ValueError("a name or an address without a port, such as 127.0.0.1 or 0.0.0.0")
    return host


def read_address(value: str) -> str:
    """The address that people use. Raises ``ValueError`` with what is expected."""
    return split_address(value.strip().rstrip("/"), "an address such as https://lop520.example.vn").geturl()


def split_address(address: str, meant: str) -> SplitResult:
    """The parts of a web address without a person, a question or a fragment. Raises ``ValueError`` with what
    is ``meant``."""
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # its words would say what is wrong with it, not what is meant
        raise ValueError(meant) from None
    odd = re.search(r"[\s\x00-\x1f<>\"\\]", address) or "@" in parts.netloc or parts.query or parts.fragment
    if not good or odd:
        raise ValueError(meant)
    return parts


def read_database(value: str) -> str:
    """The address of a database. Raises ``ValueError`` with what is expected, never with what was given."""
    meant = "sqlite:///… or postgresql+psycopg://…"
    try:
        url = make_url(value.strip())
    except (ArgumentError, ValueError):  # whose words might repeat what was given
        raise ValueError(meant) from None
    if url.drivername not in ("sqlite", "postgresql+psycopg") or url.database in (None, "", ":memory:"):
        raise ValueError(meant)
    return value.strip()
