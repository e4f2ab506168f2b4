"""The administrator sets things up; a bad value stops the start with a sentence that names it."""

from pathlib import Path

import pytest

from lms.config import BadSetting, read_config


def test_without_any_setting_it_is_a_demonstration_on_the_loopback() -> None:
    config = read_config({})
    assert (config.host, config.port, config.is_production) == ("127.0.0.1", 8520, False)


@pytest.mark.parametrize("environment", [{"HOST": "0.0.0.0"}, {"DEMO": "0"}])
def test_production_refuses_to_start_without_a_secret_key(environment: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        read_config(environment)
    assert read_config({**environment, "SECRET_KEY": "long and random"}).is_production


def test_production_refuses_passwords_that_are_cheap_to_guess() -> None:
    production = {"DEMO": "0", "SECRET_KEY": "long and random"}
    with pytest.raises(BadSetting, match="PASSWORD_MEMORY_MB"):
        read_config({**production, "PASSWORD_MEMORY_MB": "18"})
    assert read_config({**production, "PASSWORD_MEMORY_MB": "19"}).password_memory_mb == 19
    assert read_config(production).password_memory_mb == 64


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "85200"),
        ("PORT", "http"),
        ("DEMO", "maybe"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://x"),
        ("PUBLIC_URL", "lop520.example.vn"),
        ("PASSWORD_MEMORY_MB", "0"),
        ("SECOND_FACTOR", "everybody"),
        ("SECOND_FACTOR_DAYS", "366"),
        ("SECOND_FACTOR_KEY", "short"),
        ("STAFF_SESSION_DAYS", "0"),
        ("STAFF_IDLE_HOURS", "0"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_config({name: value})


def test_a_value_may_lie_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("from a file\n", "utf-8")
    assert read_config({"SECRET_KEY_FILE": str(path)}).secret_key == "from a file"


def test_production_asks_staff_for_a_second_factor_unless_somebody_says_otherwise() -> None:
    production = {"DEMO": "0", "SECRET_KEY": "long and random"}
    assert not read_config({}).staff_needs_second_factor
    assert read_config({"SECOND_FACTOR": "staff"}).staff_needs_second_factor
    assert read_config(production).staff_needs_second_factor
    assert not read_config({**production, "SECOND_FACTOR": "off"}).staff_needs_second_factor
    assert read_config({"SECOND_FACTOR_DAYS": "0"}).second_factor_days == 0
