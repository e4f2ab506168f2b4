"""What is too large to be a course or a picture is refused before it is read."""

import re

import pytest
from flask import Flask

from tests.courses.authoring.test_make_a_course import SLUG, begun, plan
from tests.courses.authoring.test_take_in_pictures import photo

PARTS = "multipart/form-data; boundary=x"


@pytest.mark.parametrize("way", ["take-in", f"{SLUG}/media"])
def test_a_file_larger_than_any_course_is_refused_with_the_limit(demo_app: Flask, way: str) -> None:
    client = begun(demo_app)
    before = plan().folder.paths()
    answer = client.post(f"/own-courses/{way}", data=bytes(41 * 1024 * 1024), content_type=PARTS)
    assert answer.status_code == 413
    assert "Mỗi tệp tối đa 40 MB." in answer.text
    assert plan().folder.paths() == before


def test_a_photo_heavier_than_other_files_may_be_is_taken_in(demo_app: Flask) -> None:
    client = begun(demo_app)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/own-courses/new").text)[0]
    heavy = photo(3000, 2000) + bytes(12 * 1024 * 1024)
    named = 'form-data; name="files"; filename="Nha.jpg"'
    head = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
    head += f"--x\r\nContent-Disposition: {named}\r\nContent-Type: image/jpeg\r\n\r\n"
    body = head.encode() + heavy + b"\r\n--x--\r\n"
    client.post(f"/own-courses/{SLUG}/media", data=body, content_type=PARTS)
    assert [path for path in plan().folder.paths() if path.startswith("media/nha.")]
