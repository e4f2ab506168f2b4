"""A device that keeps passkeys, as a phone does behind its fingerprint: made of the public standard alone."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url, encode_cbor
from werkzeug.test import TestResponse

PRESENT, VERIFIED, KEY_INSIDE = 1, 4, 64  # flags of what the device says
ORIGIN = "http://localhost"


class Authenticator:
    """One device with one key."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.origin = origin
        self.count = 0
        self.flags = PRESENT | VERIFIED
        self.key_id = secrets.token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def makes(self, options: dict[str, Any]) -> dict[str, Any]:
        """What it answers to somebody who wants a new key."""
        public = self._key.public_key().public_numbers()
        x, y = public.x.to_bytes(32, "big"), public.y.to_bytes(32, "big")
        cose = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        named = b"\0" * 16 + len(self.key_id).to_bytes(2, "big") + self.key_id
        data = self._data(options["rp"]["id"], KEY_INSIDE) + named + cose
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", options),
            attestationObject=bytes_to_base64url(attestation),
        )

    def signs(self, options: dict[str, Any]) -> dict[str, Any]:
        """What it answers to somebody who wants a proof."""
        self.count += 1
        data = self._data(options["rpId"], 0)
        said = self._client_data("webauthn.get", options)
        digest = hashlib.sha256(self._said(options, "webauthn.get")).digest()
        signature = self._key.sign(data + digest, ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=said,
            authenticatorData=bytes_to_base64url(data),
            signature=bytes_to_base64url(signature),
        )

    def _data(self, site: str, more: int) -> bytes:
        flags = bytes([self.flags | more])
        return hashlib.sha256(site.encode()).digest() + flags + self.count.to_bytes(4, "big")

    def _said(self, options: dict[str, Any], kind: str) -> bytes:
        content = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(content).encode()

    def _client_data(self, kind: str, options: dict[str, Any]) -> str:
        return bytes_to_base64url(self._said(options, kind))

    def _answer(self, **response: str) -> dict[str, Any]:
        named = bytes_to_base64url(self.key_id)
        return {"id": named, "rawId": named, "type": "public-key", "response": response}


def add_passkey(client: FlaskClient, device: Authenticator, name: str = "Điện thoại") -> TestResponse:
    """Add a passkey of a device on the page of whoever is signed in."""
    options = client.post("/account/passkeys/begin").get_json()
    return client.post("/account/passkeys", json={"name": name, "credential": device.makes(options)})


def begin_with(client: FlaskClient, device: Authenticator) -> TestResponse:
    """Bring a passkey of a device in as the first second factor, after the password."""
    options = client.post("/sign-in/second-factor/passkey/begin", json={}).get_json()
    return client.post("/sign-in/second-factor/passkey", json={"credential": device.makes(options)})


def come_by(client: FlaskClient, device: Authenticator, **more: object) -> TestResponse:
    """Sign in by a passkey of a device."""
    options = client.post("/sign-in/passkey/begin", json=more).get_json()
    return client.post("/sign-in/passkey", json={"credential": device.signs(options), **more})
