"""
Every environment variable, declared once.

`read()` lists all missing or malformed names at once and says how to fix each. Numbers the law sets are not
here: they are data of the pack.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class BadEnvironment(SystemExit):
    """The process cannot start; the message lists every variable to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """What the operator decides. `help` of each field is the text of docs/reference/settings.md."""

    DATABASE_URL: str = field(
        default="",
        metadata={
            "help": "PostgreSQL 17 or later as role haidang_app, e.g. postgresql://haidang_app:secret@host/haidang"
        },
    )
    DATABASE_OWNER_URL: str = field(
        default="",
        metadata={"help": "The same database as role haidang_owner; used by `haidang migrate` alone."},
    )
    SECRET_KEY: str = field(default="", metadata={"help": "50 random characters; signs sessions and links."})
    BASE_URL: str = field(
        default="http://localhost:8000", metadata={"help": "Address people use; printed into QR codes and mails."}
    )
    ALLOWED_HOSTS: str = field(default="localhost,127.0.0.1,[::1]", metadata={"help": "Host names, by comma."})
    HAIDANG_TRUSTED_PROXIES: str = field(
        default="127.0.0.1,::1",
        metadata={
            "help": "Addresses or networks of the proxies in front, by comma. Only from these is the header "
            "X-Forwarded-For believed, which limits on attempts count by; each must set it itself."
        },
    )
    FILES_DIR: str = field(default="", metadata={"help": "Folder of the uploaded and generated files."})
    KEYS_DIR: str = field(
        default="", metadata={"help": "Folder of the signing keys: PKCS#12 files, or the development CA."}
    )
    MAIL_URL: str = field(
        default="", metadata={"help": "smtp://user:password@host:587 or a folder of .eml files: file:///path"}
    )
    MAIL_FROM: str = field(default="haidang@localhost", metadata={"help": "Sender of every mail."})
    HAIDANG_CLOCK_OFFSET: str = field(
        default="0", metadata={"help": "Seconds added to the clock of a development installation; 0 in production."}
    )
    HAIDANG_MODE: str = field(
        default="production",
        metadata={"help": "production, or development: shows the demo sign-ins, allows HTTP cookies."},
    )
    POOL_SIZE: str = field(
        default="8",
        metadata={
            "help": "Database connections of one process; 0: none is kept; thread: each thread keeps one (web server)."
        },
    )
    SIGNER_PKCS12: str = field(default="", metadata={"help": "PKCS#12 file of the agency's signing certificate."})
    SIGNER_PKCS11: str = field(
        default="", metadata={"help": "PKCS#11 module, token and key: /path/module.so;token;label"}
    )
    SIGNER_PASSPHRASE: str = field(default="", metadata={"help": "Passphrase or PIN of the signing key."})


_REQUIRED = ("DATABASE_URL", "SECRET_KEY", "FILES_DIR", "KEYS_DIR")


def read() -> Env:
    """
    Return the environment, typed.

    :raises BadEnvironment: naming every required variable that is missing, with its help
    """
    given = {f.name: os.environ[f.name] for f in fields(Env) if f.name in os.environ}
    env = Env(**given)
    missing = [f for f in fields(Env) if f.name in _REQUIRED and not getattr(env, f.name)]
    if missing:
        lines = "\n".join(f"  {f.name}: {f.metadata['help']}" for f in missing)
        raise BadEnvironment(f"Set these environment variables (or start everything with `haidang up`):\n{lines}")
    return env


def proxies(text: str) -> list[str]:
    """
    Return the addresses and networks named in a list by comma.

    :raises BadEnvironment: naming each that is neither
    """
    named = [each.strip() for each in text.split(",") if each.strip()]
    wrong = [each for each in named if not _is_network(each)]
    if wrong:
        raise BadEnvironment(f"HAIDANG_TRUSTED_PROXIES: no address or network: {', '.join(wrong)}. Write 10.0.0.0/24.")
    return named


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def database(url: str) -> dict[str, Any]:
    """Return Django's database settings for one PostgreSQL address; `?host=/folder` names a socket folder."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
    }


def mail(url: str) -> dict[str, Any]:
    """Return Django's mail settings for smtp://… or file:///folder."""
    parts = urlsplit(url)
    if parts.scheme in ("smtp", "smtps"):
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or 25,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.port == 587,
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_TIMEOUT": 20,
        }
    folder = Path(unquote(parts.path) or "/dev/null")
    return {"EMAIL_BACKEND": "haidang.gateways.mailfolder.EmlFolderBackend", "EMAIL_FILE_PATH": str(folder)}
