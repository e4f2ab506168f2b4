"""Sealing: what the product must read again, but nobody who holds only the database or its backup.

The key lies apart from the database: in a setting, or in a file of the instance that is made when something
is first sealed. Whoever loses it loses what is sealed, and nothing else.
"""

import hashlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lms.base.secret import make_key

KEY_FILE = "factors.key"
NONCE = 12  # bytes, as AES-GCM wants them

_file = Path("instance") / KEY_FILE
_given: str | None = None


class SealLost(Exception):
    """What was sealed cannot be read: its key is gone, or it is another one."""


def seal_with(instance: Path, given: str | None) -> None:
    """Seal from now on with the key ``given``, else with the one kept in ``instance``."""
    global _file, _given
    _file, _given = instance / KEY_FILE, given


def seal(text: str, about: str) -> str:
    """``text`` as only this key opens it again, and only as ``about``: moved to another row it is broken."""
    if not _given and not _file.exists():
        _file.parent.mkdir(parents=True, exist_ok=True)
        make_key(_file)
    nonce = os.urandom(NONCE)
    sealed = AESGCM(_key()).encrypt(nonce, text.encode(), about.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, about: str) -> str:
    """What was sealed ``about`` somebody; raises :class:`SealLost`."""
    raw = urlsafe_b64decode(sealed)
    try:
        return AESGCM(_key()).decrypt(raw[:NONCE], raw[NONCE:], about.encode()).decode()
    except InvalidTag as problem:
        raise SealLost(about) from problem


def _key() -> bytes:
    try:
        text = _given or _file.read_text("utf-8").strip()
    except OSError as problem:
        raise SealLost(str(problem)) from problem
    return hashlib.sha256(text.encode()).digest()
