"""Zalo, Facebook and the like: one button leads out, and words where there is no button."""

import pytest
from flask.testing import FlaskClient

from lms.web.in_app import in_app_browser

ANDROID = "Mozilla/5.0 (Linux; Android 9; SM-J260G{}) AppleWebKit/537.36 Chrome/99 Mobile Safari/537.36 {}"
ZALO = ANDROID.format("; wv", "Zalo android/23110 ZaloTheme/light")
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 {}"
BUTTON = 'id="open-in-chrome"'


@pytest.mark.parametrize(
    ("user_agent", "inside"),
    [
        (ZALO, True),
        (ANDROID.format("", "[FBAN/EMA;FBLC/vi_VN]"), True),
        (ANDROID.format("; wv", ""), True),
        (IPHONE.format("[FBAN/FBIOS;FBAV/440.0]"), True),
        (IPHONE.format("Instagram 300.0"), True),
        (ANDROID.format("", ""), False),
        (ANDROID.format("", "SamsungBrowser/13.0"), False),
        (IPHONE.format("Version/15.0 Safari/604.1"), False),
        ("", False),
    ],
)
def test_they_are_known_by_what_they_call_themselves(user_agent: str, inside: bool) -> None:
    assert in_app_browser(user_agent) is inside


@pytest.mark.parametrize("address", ["/c", "/sign-in"])
def test_android_gets_one_button_and_an_iphone_words(client: FlaskClient, address: str) -> None:
    android = client.get(address, headers={"User-Agent": ZALO}).text
    assert android.count(BUTTON) == 1
    assert "Mở bằng Chrome" in android
    iphone = client.get(address, headers={"User-Agent": IPHONE.format("Zalo iOS/500")}).text
    assert BUTTON not in iphone
    assert "Mở bằng Safari" in iphone
    assert BUTTON not in client.get(address, headers={"User-Agent": ANDROID.format("", "")}).text


def test_a_card_is_not_opened_inside(client: FlaskClient) -> None:
    page = client.get("/c", headers={"User-Agent": ZALO}).text
    assert 'name="token"' not in page
    assert 'href="/code"' in page
