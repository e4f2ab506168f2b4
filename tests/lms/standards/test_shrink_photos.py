"""A photo that a phone takes of a paper is made smaller before it is sent, and stays upright."""

import io
import random

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser import serve
from tests.factories.people import make_person
from tests.factories.phones import phone, sign_in_on

pytestmark = pytest.mark.browser
LYING = 6  # EXIF: the phone was held upright, its sensor lies on its side
CHOSEN = """async () => {
  const [file] = document.getElementById("photo").files;
  const {width, height} = await createImageBitmap(file);
  return {name: file.name, size: file.size, width, height};
}"""


def photo(width: int, height: int, orientation: int = 1) -> FilePayload:
    """A photo full of detail, so that it does not get small by itself."""
    image = Image.frombytes("RGB", (width, height), random.Random(520).randbytes(width * height * 3))
    exif = Image.Exif()
    exif[0x0112] = orientation
    written = io.BytesIO()
    image.save(written, "JPEG", quality=80, exif=exif)
    return {"name": "IMG_0520.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def choose(page: Page, chosen: FilePayload) -> None:
    page.get_by_label("Ảnh").set_input_files(files=[chosen])


def test_a_large_photo_gets_small_and_stays_upright_and_a_small_one_is_left_alone(
    app: Flask, browser: Browser
) -> None:
    large, small = photo(2400, 1800, LYING), photo(300, 200)
    with serve(app) as address, phone(browser) as context:
        sign_in_on(context, app, address, make_person("Trần Thị Lan"))
        page = context.new_page()
        page.goto(f"{address}/papers/new")
        choose(page, large)
        expect(page.locator("#photo-cost")).to_contain_text("Ảnh đã được thu nhỏ")
        sent = page.evaluate(CHOSEN)
        assert (sent["width"], sent["height"]) == (1200, 1600)
        assert sent["size"] < len(large["buffer"]) / 2
        page.reload()
        choose(page, small)
        assert page.evaluate(CHOSEN) == {
            "name": "IMG_0520.jpg", "size": len(small["buffer"]), "width": 300, "height": 200
        }  # fmt: skip
