"""Settings as a table: name, reader, default and one sentence each. A bad value stops the start."""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from lms.addresses import read_address, read_database, read_host, split_address
from lms.gateway import GatewayFields, Taken, read_fields, read_gateway, read_taken, read_token

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRETS = (
    "SECRET_KEY",
    "SECOND_FACTOR_KEY",
    "SMTP_URL",
    "DATABASE_URL",
    "OIDC_CLIENT_SECRET",
    "METRICS_TOKEN",
    "SMS_URL",
    "SMS_TOKEN",
    "SMS_FIELDS",
    "SMS_TAKEN",
)
"""Are never repeated in a sentence."""
LEAST_PASSWORD_MEMORY = 19  # MiB, as OWASP's password storage cheat sheet asks of argon2id


class BadSetting(Exception):
    """A setting has a value that cannot be used; the message names it and says what is expected."""


def _text(value: str) -> str:
    return value.strip()


def _words(value: str) -> str:
    """Words that people read, letter by letter as everything else is kept."""
    return normalize("NFC", value.strip())


def _folder(value: str) -> str:
    meant = "a folder such as /srv/lop520-backups"
    if not value.isprintable():
        raise ValueError(meant)
    try:
        return str(Path(value.strip()).expanduser())
    except RuntimeError:  # there is nobody of the name after ~
        raise ValueError(meant) from None


def _yes_or_no(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    try:
        return words[value.strip().lower()]
    except KeyError:
        raise ValueError("yes or no") from None


def _number(value: str, most: int, meaning: str) -> int:
    if not value.strip().isdecimal() or not 0 < int(value) <= most:
        raise ValueError(meaning)
    return int(value)


def _port(value: str) -> int:
    return _number(value, 65535, "a port between 1 and 65535")


def _threads(value: str) -> int:
    return _number(value, 1000, "a number between 1 and 1000")


def _megabytes(value: str) -> int:
    return _number(value, 1024, "a number of MiB between 1 and 1024")


def _proxies(value: str) -> int:
    return 0 if value.strip() == "0" else _number(value, 9, "how many proxies stand in front, 0 to 9")


def _days(value: str) -> int:
    return _number(value, 36500, "a number of days of at least 1")


def _remembered_days(value: str) -> int:
    return 0 if value.strip() == "0" else _number(value, 365, "a number of days up to 365, or 0 for never")


def _session_days(value: str) -> int:
    return _number(value, 400, "a number of days between 1 and 400")


def _idle_hours(value: str) -> int:
    return _number(value, 400 * 24, "a number of hours between 1 and 9600")


def _who_needs_a_factor(value: str) -> str:
    if value.strip() not in ("off", "staff"):
        raise ValueError("off or staff")
    return value.strip()


def _sealing_key(value: str) -> str:
    if len(value.strip()) < 32:
        raise ValueError("at least 32 characters; e.g. the output of `openssl rand -hex 32`")
    return value.strip()


def _dong(value: str) -> int:
    return 0 if value.strip() == "0" else _number(value, 100_000, "a price in đồng, or 0 to name none")


class QuietHours(NamedTuple):
    """The hours of the day, 0 to 23, at which quiet begins and at which it is over; the same hour: never."""

    begin: int
    end: int


def _quiet_hours(value: str) -> QuietHours:
    parts = [part.strip() for part in value.replace("–", "-").split("-")]
    if len(parts) != 2 or not all(part.isdecimal() and int(part) < 24 for part in parts):
        raise ValueError("two hours such as 20-7")
    return QuietHours(int(parts[0]), int(parts[1]))


def _issuer(value: str) -> str:
    """Letter for letter: the tokens of the other house name it so."""
    meant = "an address such as https://sso.example.vn/realms/yte"
    parts = split_address(value.strip(), meant)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError(meant)
    return parts.geturl()


def _command(value: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(value))
    except ValueError:
        raise ValueError("a command such as clamdscan --no-summary -") from None


def _log_format(value: str) -> str:
    if value.strip() not in ("text", "json"):
        raise ValueError("text or json")
    return value.strip()


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed over."""

    host: str
    port: int
    tls: bool
    """Encrypted from the first byte; else encrypted by STARTTLS, unless it is this machine itself."""
    user: str = ""
    """Empty where the server asks for no password."""
    password: str = ""


def _mail_server(value: str) -> MailServer:
    meant = "smtp://user:password@host:587 or smtps://user:password@host:465"
    try:
        parts = urlsplit(value.strip())
        named = parts.port
    except ValueError:  # whose words would repeat what was given
        raise ValueError(meant) from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError(meant)
    tls = parts.scheme == "smtps"
    port = named or (465 if tls else 587)
    return MailServer(parts.hostname, port, tls, unquote(parts.username or ""), unquote(parts.password or ""))


def _mail_address(value: str) -> str:
    name, at, domain = value.strip().rpartition("@")
    if not (name and at and domain) or any(sign in value.strip() for sign in " \t\r\n<>,;"):
        raise ValueError("an address such as lop520@example.vn")
    return value.strip()


@dataclass(frozen=True)
class Setting:
    """One setting: the environment variable's name, how it is read, and what it is when nobody says."""

    name: str
    read: Callable[[str], Any]
    default: Any
    meaning: str


SETTINGS = (
    Setting("HOST", read_host, "127.0.0.1", "The address to serve on; anything but loopback is production."),
    Setting("PORT", _port, 8520, "The port to serve on."),
    Setting("THREADS", _threads, 4, "How many requests one process works on at the same time."),
    Setting("DEMO", _yes_or_no, True, "Whether this is a demonstration; 0 makes it production."),
    Setting("SECRET_KEY", _text, None, "Signs cookies; production refuses to start without one."),
    Setting("DATABASE_URL", read_database, None, "The database; instance/lop520.sqlite when not said."),
    Setting("BACKUP_DIR", _folder, None, "Where backups go, nightly once it is said; else instance/backups."),
    Setting("PUBLIC_URL", read_address, None, "The address people use, printed in links and QR codes."),
    Setting("PROXIES", _proxies, 0, "How many proxies stand in front, whose word on who asks is taken."),
    Setting("LOG_FORMAT", _log_format, None, "text or json; json in production when not said."),
    Setting("METRICS_TOKEN", _text, None, "Lets a monitoring system read /metrics; else this machine alone."),
    Setting("MAX_UPLOAD_MB", _megabytes, 10, "The largest file that may be uploaded, in MiB."),
    Setting(
        "VIRUS_SCAN",
        _command,
        None,
        "A program that every file sent in is given, e.g. clamdscan --no-summary -; none when not said.",
    ),
    Setting("MEETING_DAYS", _words, "1–3", "On which days of the month the communes meet, in figures."),
    Setting("PRICE_PER_MB", _dong, 10, "What a MB costs on a phone, in đồng: a package of 500 MB for 5.000."),
    Setting("QUIET_HOURS", _quiet_hours, QuietHours(20, 7), "When nobody is reminded: hours in Vietnam."),
    Setting("SMTP_URL", _mail_server, None, "The server that takes e-mail; none is sent when not said."),
    Setting("SMTP_FROM", _mail_address, None, "The address that e-mail comes from; SMTP_URL needs it."),
    Setting("SMS_URL", read_gateway, None, "The gateway that takes text messages; none is sent else."),
    Setting("SMS_TOKEN", read_token, None, "Opens the gateway: in the header Authorization, or in a field."),
    Setting(
        "SMS_FIELDS",
        read_fields,
        read_fields("to=to,text=text,id=id"),
        "How the fields of the gateway are called: docs/van-hanh.md.",
    ),
    Setting("SMS_TAKEN", read_taken, None, "What its answer says of what it took, such as CodeResult=100."),
    Setting("SMS_ACCENTS", _yes_or_no, False, "Whether text messages keep their accents: 70 signs, not 160."),
    Setting("OIDC_ISSUER", _issuer, None, "Another house that signs people in, over OpenID Connect."),
    Setting("OIDC_CLIENT_ID", _text, None, "What that house calls this product; OIDC_ISSUER needs it."),
    Setting("OIDC_CLIENT_SECRET", _text, None, "By which that house knows this product, if it wants one."),
    Setting("OIDC_NAME", _words, None, "What its button says; the host of OIDC_ISSUER when not said."),
    Setting("OFFLINE", _yes_or_no, True, "Whether phones keep lessons; 0 takes back what they have kept."),
    Setting(
        "LEAVERS_CONTACTS_DAYS", _days, 180, "After how many days leavers lose phone, e-mail and sign-in."
    ),
    Setting("ACCESS_LOG_DAYS", _days, 1095, "For how many days it is kept who looked at whose record."),
    Setting(
        "PASSWORD_MEMORY_MB", _megabytes, 64, "What checking a password costs, in MiB: guessing costs it too."
    ),
    Setting(
        "SECOND_FACTOR",
        _who_needs_a_factor,
        None,
        "Who must prove twice who they are: off, or staff (heads and administrators); staff in production.",
    ),
    Setting(
        "SECOND_FACTOR_DAYS",
        _remembered_days,
        30,
        "For how many days the second step is remembered on one's own device.",
    ),
    Setting(
        "STAFF_SESSION_DAYS", _session_days, 14, "After how many days heads and administrators sign in anew."
    ),
    Setting("STAFF_IDLE_HOURS", _idle_hours, 12, "After how many hours without a request they sign in anew."),
    Setting(
        "SECOND_FACTOR_KEY",
        _sealing_key,
        None,
        "Seals the keys of phones; instance/factors.key when not said.",
    ),
)


@dataclass(frozen=True)
class Config:
    """The settings after reading, as attributes of lower-case names."""

    host: str
    port: int
    threads: int
    demo: bool
    secret_key: str | None
    database_url: str | None
    backup_dir: str | None
    public_url: str | None
    proxies: int
    log_format: str | None
    metrics_token: str | None
    max_upload_mb: int
    virus_scan: tuple[str, ...] | None
    meeting_days: str
    price_per_mb: int
    quiet_hours: QuietHours
    smtp_url: MailServer | None
    smtp_from: str | None
    sms_url: str | None
    sms_token: str | None
    sms_fields: GatewayFields
    sms_taken: Taken | None
    sms_accents: bool
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: str | None
    oidc_name: str | None
    offline: bool
    leavers_contacts_days: int
    access_log_days: int
    password_memory_mb: int
    second_factor: str | None
    second_factor_days: int
    second_factor_key: str | None
    staff_session_days: int
    staff_idle_hours: int

    @property
    def is_production(self) -> bool:
        """Production is whatever others can reach, and whatever is not called a demonstration."""
        return self.host not in LOOPBACK or not self.demo

    @property
    def staff_needs_second_factor(self) -> bool:
        """Whether heads and administrators must prove twice who they are."""
        return (self.second_factor or ("staff" if self.is_production else "off")) == "staff"


def read_config(environment: Mapping[str, str]) -> Config:
    """Read every setting from ``environment``; ``NAME_FILE`` names a file that holds the value of NAME.

    Raises :class:`BadSetting` for a value that cannot be used, for a mail server without an address to send
    from, for a field of the gateway that wants a token where nobody gave one, for another house without its
    name for this product, and in production for a missing secret key and for passwords that would be cheap to
    guess.
    """
    values = {setting.name.lower(): _read(setting, environment) for setting in SETTINGS}
    config = Config(**values)
    if config.is_production and not config.secret_key:
        raise BadSetting("SECRET_KEY: production needs one; e.g. the output of `openssl rand -hex 32`")
    if config.smtp_url and not config.smtp_from:
        raise BadSetting("SMTP_FROM: needed with SMTP_URL; the address that e-mail comes from")
    if config.sms_url and config.sms_fields.token and not config.sms_token:
        raise BadSetting("SMS_TOKEN: needed with SMS_URL, since SMS_FIELDS names a field for it")
    if config.oidc_issuer and not config.oidc_client_id:
        raise BadSetting("OIDC_CLIENT_ID: needed with OIDC_ISSUER; what that house calls this product")
    if config.is_production and config.password_memory_mb < LEAST_PASSWORD_MEMORY:
        raise BadSetting(f"PASSWORD_MEMORY_MB: production needs at least {LEAST_PASSWORD_MEMORY}")
    return config


def _read(setting: Setting, environment: Mapping[str, str]) -> Any:
    text = environment.get(setting.name)
    file_name = environment.get(f"{setting.name}_FILE")
    if text is None and file_name:
        text = content_of(setting.name, file_name)
    if text is None or not text.strip():
        return setting.default
    try:
        return setting.read(text)
    except ValueError as error:
        shown = "the value" if setting.name in SECRETS else repr(text)
        raise BadSetting(f"{setting.name}: {shown} cannot be used; expected {error}") from error


def content_of(name: str, file_name: str) -> str:
    """The text of the file that NAME_FILE names. Raises :class:`BadSetting`."""
    try:
        return Path(file_name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{name}_FILE: {file_name!r} cannot be read as text") from error
