"""Whatever somebody writes wrongly into the settings file, whichever setting it is: a sentence names file,
line and setting, and says what is expected."""

import unicodedata
from pathlib import Path

import pytest

from lms.base.settings_file import FILE_NAME, from_environment, read_file
from lms.config import SECRETS, SETTINGS, BadSetting, read_config

YES_OR_NO = ("maybe", "có", "2", "on off")
NUMBER = ("", "many", "-1", "1.5", "1 000", "0x10", "999999999")
WEB = ("lop520.vn", "ftp://x.vn", "https://", "https://[::1", "https://x.vn:port", "https://lop 520.vn")
WEB += ("https://me:geheim@x.vn", "https://x.vn?a=1", "https://x.vn#a", "https:/x.vn")
BAD = {
    "HOST": ("lop 520", "http://0.0.0.0", "127.0.0.1:8520", "máy", "::1::"),
    "PORT": (*NUMBER, "0"),
    "THREADS": (*NUMBER, "0"),
    "DEMO": YES_OR_NO,
    "DATABASE_URL": (
        "geheim",
        "mysql://me:geheim@x/y",
        "postgresql://geheim@x/y",
        "postgresql+psycopg://me:geheim@x:port/y",
        "postgresql+psycopg://me:geheim@x",
        "sqlite:///",
        "sqlite:///:memory:",
    ),
    "BACKUP_DIR": ("~nobody-of-this-name/x", "/srv/\0x"),
    "PUBLIC_URL": WEB,
    "PROXIES": (*NUMBER, "10"),
    "LOG_FORMAT": ("xml", "JSON lines"),
    "MAX_UPLOAD_MB": (*NUMBER, "0"),
    "VIRUS_SCAN": ('clamdscan "',),
    "PRICE_PER_MB": NUMBER,
    "QUIET_HOURS": ("20", "20-24", "8pm-7am", "20:00-07:00"),
    "SMTP_URL": ("geheim", "http://me:geheim@x", "smtp://", "smtp://me:geheim@x:port"),
    "SMTP_FROM": ("lop520", "@x.vn", "a b@x.vn", "Lớp <a@x.vn>", "a@x.vn,b@x.vn"),
    "SMS_URL": ("geheim", "ftp://geheim", "https://me:geheim@x.vn"),
    "SMS_TOKEN": ("geheim ấy",),
    "SMS_FIELDS": ("geheim", "to=a", "to=a,text=a", "to=a,text=b,to=geheim", "to=a,text=b,from=geheim"),
    "SMS_TAKEN": ("geheim", "=100", "CodeResult=", "CodeResult=100|", "data..status=ok"),
    "SMS_ACCENTS": YES_OR_NO,
    "OIDC_ISSUER": (*WEB, "http://sso.example.vn"),
    "OFFLINE": YES_OR_NO,
    "LEAVERS_CONTACTS_DAYS": (*NUMBER, "0"),
    "ACCESS_LOG_DAYS": (*NUMBER, "0"),
    "PASSWORD_MEMORY_MB": (*NUMBER, "0"),
    "SECOND_FACTOR": ("everybody", "yes"),
    "SECOND_FACTOR_DAYS": (*NUMBER, "366"),
    "SECOND_FACTOR_KEY": ("geheim",),
    "STAFF_SESSION_DAYS": (*NUMBER, "0"),
    "STAFF_IDLE_HOURS": (*NUMBER, "0"),
}
"""By setting, what cannot be meant."""
ANY_WORDS = {
    "SECRET_KEY",
    "METRICS_TOKEN",
    "MEETING_DAYS",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_NAME",
}
SLIPS = [(name, value) for name, values in BAD.items() for value in values if value]


def refusal(folder: Path, content: bytes) -> str:
    """What is said of a file with this content."""
    path = folder / FILE_NAME
    path.write_bytes(content)
    with pytest.raises(BadSetting) as refused:
        read_file(path)
    said = str(refused.value)
    assert said.startswith(f"{path}, line ")
    return said.removeprefix(f"{path}, line ")


def test_every_setting_is_tried_here() -> None:
    assert {setting.name for setting in SETTINGS} == {*BAD, *ANY_WORDS}


@pytest.mark.parametrize(("name", "value"), SLIPS)
def test_a_value_that_cannot_be_meant_is_named_with_its_line(tmp_path: Path, name: str, value: str) -> None:
    said = refusal(tmp_path, f"# ghi chú\n{name}={value}\n".encode())
    assert said.startswith(f"2: {name}: ")
    assert "cannot be used; expected " in said
    assert len(said.splitlines()) == 1
    assert "geheim" not in said or name not in SECRETS


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS])
def test_a_slip_in_the_line_is_named_whichever_setting_it_is(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, f"{name} geheim".encode()).startswith(
        f"1: there is no “=”; expected {name}=value"
    )
    assert f"did you mean {name}?" in refusal(tmp_path, f"{name}X=geheim".encode())
    assert f"did you mean {name}?" in refusal(tmp_path, f"{name.lower()}=geheim".encode())
    assert refusal(tmp_path, f'\n{name}="geheim'.encode()).startswith('2: the quote " is not closed')
    assert refusal(tmp_path, f"\n\n{name}=geheim # mới".encode()).startswith("3: a remark after a value")
    assert refusal(tmp_path, f"{name}=\n{name}=".encode()).startswith(f"2: {name} stands in line 1 already")
    assert refusal(tmp_path, f"{name}_FILE=/no/such".encode()).startswith(f"1: {name}_FILE: '/no/such'")


@pytest.mark.parametrize(("name", "value"), SLIPS)
def test_a_bad_value_in_a_file_of_its_own_is_named_with_the_line_that_names_it(
    tmp_path: Path, name: str, value: str
) -> None:
    (tmp_path / "value").write_text(f"{value}\n", "utf-8")
    said = refusal(tmp_path, f"{name}_FILE={tmp_path / 'value'}".encode())
    assert said.startswith(f"1: {name}: ")
    assert "geheim" not in said or name not in SECRETS


def test_files_of_windows_and_of_macs_are_read_as_they_are_meant(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    decomposed = unicodedata.normalize("NFD", "Sở Y tế")
    text = f"\ufeffPORT='8600'\r\nDEMO=yes\r\nOIDC_NAME=\"{decomposed}\"\r\nBACKUP_DIR= /srv/sao lưu \r\n\r\n"
    path.write_bytes(text.encode())
    config = read_config(read_file(path))
    assert (config.port, config.demo, config.oidc_name) == (8600, True, "Sở Y tế")
    assert config.backup_dir == "/srv/sao lưu"
    path.write_bytes("PORT=8600\n".encode("utf-16"))
    with pytest.raises(BadSetting, match="line 1: this is no text in UTF-8; save the file as UTF-8"):
        read_file(path)


def test_an_empty_value_is_as_none(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("".join(f"{each.name}=\n" for each in SETTINGS), "utf-8")
    assert read_config(read_file(tmp_path / FILE_NAME)) == read_config({})


def test_a_settings_file_that_was_named_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "lop520.evn"))
    with pytest.raises(BadSetting, match=r"SETTINGS_FILE: there is no file .*lop520\.evn; correct the name"):
        from_environment(tmp_path)
    assert not from_environment(tmp_path, may_lack=True).is_production
    monkeypatch.delenv("SETTINGS_FILE")
    assert not from_environment(tmp_path).is_production
