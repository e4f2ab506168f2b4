"""The administrator writes settings into a file; a slip in it is named with its line, and nothing starts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.base.settings_file import FILE_NAME, joined, place_of, read_file, settings_in, written
from lms.config import SETTINGS, BadSetting, read_config

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1)


def test_what_stands_in_it_holds_and_remarks_do_not(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(
        "\ufeff# ghi chú\r\n\r\n  PORT = 8600\r\nMEETING_DAYS=' 5 – 7 '\n#DEMO=0\nSMTP_FROM=a=b@x.vn\n",
        "utf-8",
    )
    kept = read_file(path)
    assert kept == {"PORT": "8600", "MEETING_DAYS": " 5 – 7 ", "SMTP_FROM": "a=b@x.vn"}
    assert read_config(kept).port == 8600


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "PORT=8520\nPUBLIC_ULR=https://x.vn",
            "line 2: “PUBLIC_ULR” is no setting; did you mean PUBLIC_URL?",
        ),
        ("port=8520", "line 1: “port” is no setting; did you mean PORT?"),
        ("export PORT=8520", "line 1: “export PORT” is no setting; did you mean PORT?"),
        ("=8520", "line 1: “” is no setting; there are: "),
        ("COLOUR=red", "line 1: “COLOUR” is no setting; there are: "),
        ("# first\n\nPORT 8520", "line 3: there is no “=”; expected PORT=value, or # before a remark"),
        ("hello there", "line 1: there is no “=”; expected NAME=value"),
        ("PORT=eight", "line 1: PORT: 'eight' cannot be used; expected a port between 1 and 65535"),
        ("DEMO=0 # no", "line 1: a remark after a value would be taken for a part of it; give the remark"),
        ("BACKUP_DIR=/srv/x\t# disk 2", "line 1: a remark after a value"),
        ('OIDC_NAME="Sở Y tế', 'line 1: the quote " is not closed'),
        ("METRICS_TOKEN='", "line 1: the quote ' is not closed"),
        ("OIDC_NAME=“Sở Y tế”", 'line 1: the quote “ means nothing here; write " or none'),
        ("PORT=1\nSECRET_KEY_FILE=/no/such", "line 2: SECRET_KEY_FILE: '/no/such' cannot be read as text"),
        ("QUIET_HOURS=25-7", "line 1: QUIET_HOURS: '25-7' cannot be used; expected two hours such as 20-7"),
        ("PORT=1\nPORT=2", "line 2: PORT stands in line 1 already; keep one of the two"),
        ("SECRET_KEY=x\nSECRET_KEY_FILE=/y", "line 2: SECRET_KEY stands in line 1 already"),
        ("DATABASE_URL=mysql://me:geheim@x/y", "line 1: DATABASE_URL: the value cannot be used; expected"),
        ("SMTP_URL=http://me:geheim@x", "line 1: SMTP_URL: the value cannot be used; expected smtp://"),
    ],
)
def test_a_slip_is_named_with_its_line_and_what_is_expected(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(text, "utf-8")
    with pytest.raises(BadSetting) as refused:
        read_file(path)
    assert str(refused.value).startswith(f"{path}, {said}")
    assert "geheim" not in str(refused.value)


def test_what_is_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"PORT=8520\n# " + b"\xc3\x28\n")
    with pytest.raises(BadSetting, match="line 2: this is no text in UTF-8"):
        read_file(path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadSetting, match="cannot be read"):
        read_file(tmp_path / "folder")


def test_the_environment_wins_by_value_and_by_file() -> None:
    kept = {"PORT": "1", "SECRET_KEY": "of the file", "HOST": "127.0.0.1", "SMTP_URL_FILE": "/a"}
    environment = {"PORT": "2", "SECRET_KEY_FILE": "/b", "SMTP_URL": "smtp://x"}
    assert joined(kept, environment) == {"HOST": "127.0.0.1", **environment}


def test_another_file_may_be_named_or_none(tmp_path: Path) -> None:
    assert place_of(tmp_path, {}) == tmp_path / FILE_NAME
    assert place_of(tmp_path, {"SETTINGS_FILE": "/etc/lop520.env"}) == Path("/etc/lop520.env")
    assert place_of(tmp_path, {"SETTINGS_FILE": ""}) is None
    assert read_file(tmp_path / "none.env") == {}


@given(st.dictionaries(st.sampled_from(["SECRET_KEY", "MEETING_DAYS", "OIDC_NAME"]), PLAIN))
def test_what_is_written_is_read_again(values: dict[str, str]) -> None:
    text = written(values, "heading\nin two lines")
    assert settings_in(text, Path(FILE_NAME)) == values
    for setting in SETTINGS:
        assert f"# {setting.meaning}\n" in text


def test_a_value_of_two_lines_is_not_written() -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        written({"SECRET_KEY": "a\nDEMO=1"}, "")
