"""The blueprint that every page of courses made here hangs on."""

from typing import Any

from flask import Blueprint, request

own_courses = Blueprint(
    "own_courses",
    "courses.authoring",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/own-courses",
)

LARGEST_REQUEST = 40 * 1024 * 1024  # bytes: some photos as a camera makes them, or a course as one file
SENT_TO = {"own_courses.add_media", "own_courses.take_in_course"}


@own_courses.url_value_preprocessor
def allow_photos(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let photos and courses be larger than other files: said before anything of the request is read."""
    if endpoint in SENT_TO:
        request.max_content_length = LARGEST_REQUEST
