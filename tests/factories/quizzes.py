"""Exercises for tests: small texts that speak, and random ones that are well formed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from courses.kinds.page import PageKind
from courses.library import read_course
from courses.models import Edition, Step
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.standards.models import Competency
from lms.standards.queries import competency_by_code
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.graph import Choice, Exercise, Kind, Scene
from quizzes.kinds.exercise import ExerciseKind
from quizzes.library import ExerciseSource, read_exercise_files
from quizzes.models import AssessmentForm
from quizzes.rules.publishing import publish as publish_exercise
from tests.factories.courses import ghi_so, steps
from tests.factories.pictures import DRAWING
from tests.factories.sounds import recording

BERRIES = """
# Hái quả trong rừng
Mã: hai-qua    Năng lực: bao_ve_tre_em    Điểm đạt: 70

== Bìa rừng
Bé hỏi: quả đỏ kia ăn được không?

* Cứ ăn thử xem -> Đau bụng
> Không biết quả gì thì không ăn.
* Hỏi bà đã -> Gặp bà +2
> Đúng.

== Gặp bà
Bà bảo đó là quả dâu đất, rửa sạch rồi hãy ăn.

* Rửa sạch rồi ăn -> Vui vẻ +1
> Đúng.
*! Ăn luôn cho nhanh -> Đau bụng -1
> Quả bẩn làm đau bụng.

== Vui vẻ
KẾT THÚC: đạt. Quả ngọt lắm.

== Đau bụng
KẾT THÚC: chưa đạt. Bé phải đi trạm y tế.
* Quay lại bìa rừng ~> Bìa rừng
""".lstrip()

QUESTIONS = """
# Ba câu hỏi
Mã: ba-cau
Loại: kiểm tra
Năng lực: bao_ve_tre_em
Số câu: 2
Số lần làm: 2
Chờ: 12 giờ

== Gọi số nào
BẮT BUỘC
XEM LẠI: bài 1
Gọi số nào để báo tin?

* 115
> 115 là cấp cứu.
= 111
> Đúng.

== Mấy giờ
111 trực lúc nào?

= Cả ngày đêm
> Đúng.
* Giờ hành chính
> Cả đêm nữa.

== Bao nhiêu tiền
Gọi 111 mất bao nhiêu tiền?

= Không mất tiền
* Một nghìn đồng
> Không mất tiền.
""".lstrip()

PRACTICE = """
# Luyện tập: Báo tin
Mã: luyen-bao-tin
Loại: luyện tập
Năng lực: bao_ve_tre_em

== Gọi số nào
XEM LẠI: bài 1
Gọi số nào để báo tin?

* 115
> 115 là cấp cứu.
= 111
> 111 trực cả ngày đêm.

== Mấy giờ
XEM LẠI: bài 2
111 trực lúc nào?

= Cả ngày đêm
> Đúng, không nghỉ ngày nào.
* Giờ hành chính
> Cả đêm nữa.
""".lstrip()

ORIENTATION = """
# Trước khi học
Mã: dinh-huong
Loại: định hướng
Năng lực: bao_ve_tre_em

== Một
XEM LẠI: bài 1
Gọi số nào để báo tin?

* 115
= 111

== Hai
XEM LẠI: bài 1
Gọi 111 mất bao nhiêu tiền?

= Không mất tiền
* Một nghìn đồng

== Ba
XEM LẠI: bài 2
111 trực lúc nào?

= Cả ngày đêm
* Giờ hành chính

== Bốn
XEM LẠI: bài 2
Ai gọi 111 được?

* Chỉ cán bộ xã
= Ai cũng gọi được
""".lstrip()

AT_EIGHT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # 08:00 on 20 November in Vietnam


def scenario(*scenes: Scene) -> Exercise:
    """A scenario of these scenes."""
    return Exercise(title="Thử", code="thu", competencies=("x",), scenes=scenes)


def go(target: int, points: int = 0, **more: bool) -> Choice:
    """A choice that leads on."""
    return Choice(f"đến {target} được {points}", "vì thế", target=target, points=points, **more)


def end(good: bool = True) -> Scene:
    """An ending."""
    return Scene("Hết", ending=good, ending_text="Hết.")


@st.composite
def graphs(draw: st.DrawFn) -> Exercise:
    """A scenario without circles: every choice leads to a later scene; the last two scenes are endings."""
    count = draw(st.integers(1, 7))
    scenes = []
    for ordinal in range(count):
        ways = draw(
            st.lists(
                st.tuples(st.integers(ordinal + 1, count + 1), st.integers(-4, 4), st.booleans()),
                min_size=1,
                max_size=4,
            )
        )
        choices = tuple(go(target, points, critical=critical) for target, points, critical in ways)
        scenes.append(Scene(f"Cảnh {ordinal}", "Lời dẫn.", choices=choices))
    return scenario(*scenes, end(True), end(False))


@st.composite
def walked(draw: st.DrawFn) -> tuple[Exercise, list[tuple[int, int]]]:
    """A scenario and a path through it, to an ending."""
    exercise = draw(graphs())
    path, here = [], 0
    while exercise.scenes[here].ending is None:
        choice = draw(st.integers(0, len(exercise.scenes[here].choices) - 1))
        path.append((here, choice))
        here = exercise.scenes[here].choices[choice].target or 0
    return exercise, path


def question(right: int, count: int = 3, *, must_pass: bool = False) -> Scene:
    """A question with one right answer."""
    return Scene(
        f"Câu {right}",
        "Hỏi gì?",
        choices=tuple(
            Choice(f"đáp {number}", "vì thế", points=int(number == right), right=number == right)
            for number in range(count)
        ),
        must_pass=must_pass,
    )


def assessment(*scenes: Scene, **settings: int) -> Exercise:
    """A list of questions."""
    return Exercise(title="Thử", code="thu", kind=Kind.ASSESSMENT, scenes=scenes, **settings)  # type: ignore[arg-type]


KINDS = {"page": PageKind(), "exercise": ExerciseKind()}

HOURS_AND_COMPETENCY = """
[hours]
theory = 1
practice = 1
self_study = 0
[competencies]
ghi_so = 1
"""


def course_of(
    names: tuple[str, str],
    summaries: tuple[str, str],
    section: tuple[str, str],
    practice: str,
    test: str | None = None,
) -> str:
    """The file of a course with a lesson, an exercise to practise and perhaps a test, all in one section;
    words are given in Vietnamese and in English, exercises by their codes."""
    exercises = [(practice, "practice"), *([(test, "assessment")] if test else [])]
    steps = [
        f'[[sections.steps]]\nkind = "exercise"\nexercise = "{code}"\nrole = "{role}"\n'
        for code, role in exercises
    ]
    return f"""
[name]
vi = "{names[0]}"
en = "{names[1]}"
[summary]
vi = "{summaries[0]}"
en = "{summaries[1]}"
[[sections]]
title = {{ vi = "{section[0]}", en = "{section[1]}" }}
[[sections.steps]]
kind = "page"
page = 1
competencies = ["bao_ve_tre_em"]
{"".join(steps)}"""


COURSE = course_of(
    ("Vào rừng", "Into the woods"),
    ("Biết quả nào ăn được.", "Know which berries can be eaten."),
    ("Quả rừng", "Berries"),
    practice="hai-qua",
    test="ba-cau",
)


def source_of(text: str) -> ExerciseSource:
    """What the library reads from a text that both languages share."""
    exercise, _ = read_exercise(text)
    return ExerciseSource(exercise.code, {"vi": exercise, "en": exercise}, {"vi": text, "en": text})


def bao_ve_tre_em() -> None:
    """The competency that the exercises show; made when it is not there."""
    if competency_by_code("bao_ve_tre_em") is None:
        named = {"name_vi": "Bảo vệ trẻ em", "name_en": "Protecting children"}
        db.session.add(Competency(code="bao_ve_tre_em", valid_from=date(2020, 1, 1), **named))
        db.session.commit()


def published_exercises(folder: Path) -> tuple[Step, Step]:
    """The practice step and the assessment step of a published course; committed."""
    edition = published_course(
        folder / "vao-rung", COURSE, [BERRIES, QUESTIONS], {"Quả rừng": "Hỏi trước khi ăn."}
    )
    _, practice, test = steps(edition)
    return practice, test


def published_pictures(folder: Path) -> tuple[Step, Step]:
    """The same with a picture and a sound in the first scene of the story, and a picture in the first
    question of the test; committed."""
    library = folder / "library"
    (library / "media").mkdir(parents=True)
    (library / "media" / "qua.svg").write_bytes(DRAWING)
    (library / "media" / "so.svg").write_bytes(DRAWING.replace(b"A0", b"111"))
    (library / "media" / "chim.opus").write_bytes(recording(70))
    shown = "[ảnh: qua.svg | Quả đỏ trên cây]\n[âm thanh: chim.opus | Chim kêu]\nBé hỏi"
    for code, text in (
        ("hai-qua", BERRIES.replace("Bé hỏi", shown)),
        ("ba-cau", QUESTIONS.replace("Gọi số nào để", "[ảnh: so.svg | Bàn phím điện thoại]\nGọi số nào để")),
    ):
        for language in ("vi", "en"):
            (library / f"{code}.{language}.txt").write_text(text, "utf-8")
        publish_exercise(read_exercise_files(code, library), clock.now())
    edition = published_course(folder / "vao-rung", COURSE, [], {"Quả rừng": "Hỏi trước khi ăn."})
    _, practice, test = steps(edition)
    return practice, test


def published_lists(folder: Path) -> Edition:
    """A course of two sections with an orientation test and questions to practise; committed."""
    lessons = {"Báo tin": "Gọi 111.", "Giờ trực": "Gọi 111."}
    return published_course(folder / "bao-tin", LISTS, [PRACTICE, ORIENTATION], lessons)


def published_course(course: Path, text: str, exercises: list[str], lessons: dict[str, str]) -> Edition:
    """The edition of a course: its exercises, and lessons of one paragraph that both languages share."""
    ghi_so()
    bao_ve_tre_em()
    for exercise in exercises:
        publish_exercise(source_of(exercise), clock.now())
    for language in ("vi", "en"):
        (course / language).mkdir(parents=True)
        for number, (title, paragraph) in enumerate(lessons.items(), 1):
            (course / language / f"{number:02d}-bai.md").write_text(f"# {title}\n\n{paragraph}\n", "utf-8")
    (course / "course.toml").write_text(HOURS_AND_COMPETENCY + text, "utf-8")
    edition = publish(read_course(course), KINDS, clock.now())
    assert edition is not None
    db.session.commit()
    return edition


LISTS = """
[name]
vi = "Báo tin"
en = "Telling"
[summary]
vi = "Biết báo cho ai."
en = "Know whom to tell."
[[sections]]
title = { vi = "Mở đầu", en = "Opening" }
[[sections.steps]]
kind = "exercise"
exercise = "dinh-huong"
role = "orientation"
[[sections.steps]]
kind = "page"
page = 1
competencies = ["bao_ve_tre_em"]
[[sections]]
title = { vi = "Trực", en = "On duty" }
[[sections.steps]]
kind = "page"
page = 2
competencies = ["bao_ve_tre_em"]
[[sections.steps]]
kind = "exercise"
exercise = "luyen-bao-tin"
role = "practice"
"""


BEST_PATH = [[0, 1], [1, 0]]
WORST_PATH = [[0, 0]]


def sent(step_id: int, path: list[list[int]] | None = None, **more: object) -> dict[str, Any]:
    """An attempt as the player sends it."""
    return {
        "id": "0b8f9f2e-7f5e-4c43-9d0a-3f4f3e6d5c01",
        "step": step_id,
        "form": None,
        "language": "vi",
        "mode": "self",
        "device": "điện thoại của chị Lan",
        "started_at": AT_EIGHT.isoformat(),
        "finished_at": (AT_EIGHT + timedelta(minutes=4)).isoformat(),
        "path": BEST_PATH if path is None else path,
        **more,
    }


def answers_to(form: AssessmentForm, *, right: bool) -> list[list[int]]:
    """A path through a form with every answer right, or every answer wrong."""
    exercise = form.version.exercise_in("vi")
    return [
        [scene, next(n for n, each in enumerate(exercise.scenes[scene].choices) if each.right is right)]
        for scene in form.scenes
    ]
