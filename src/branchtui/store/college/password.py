"""Passwords of seats. The server gets what it checks one by, and never a password (RFC 5802, RFC 7677)."""

import hashlib
import hmac
import os
from base64 import b64encode

_ROUNDS = 4096  # as PostgreSQL; what is guessed at has 128 bits


def verifier(password: str, salt: bytes | None = None) -> str:
    """What the server keeps of a password in ASCII."""
    assert password.isascii(), "others would have to be prepared (RFC 4013)"
    salt = os.urandom(16) if salt is None else salt
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, _ROUNDS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${_ROUNDS}:{_text(salt)}${_text(stored)}:{_text(server)}"


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
