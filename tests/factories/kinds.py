"""Questions of every kind for tests: one text that speaks, and random ones with random answers."""

from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from courses.models import Edition
from quizzes.exercise.answers import NONE, Answer, lefts, rights
from quizzes.exercise.graph import Choice, Exercise, Kind, QuestionType, Scene
from tests.factories.quizzes import course_of, published_course

ALL_KINDS = """
# Ghi sổ mỗi ngày
Mã: ghi-so-moi-ngay
Loại: luyện tập
Năng lực: bao_ve_tre_em

== Gọi số nào
XEM LẠI: bài 1
Gọi số nào để báo tin?

* 115
> 115 là cấp cứu.
= 111
> 111 trực cả ngày đêm.

== Những ai
XEM LẠI: bài 1
DẠNG: chọn nhiều
GỢI Ý: Ai thấy cũng báo được.
CĂN CỨ: Điều 51 Luật Trẻ em
NHÃN: nhận biết, bài 1
Những ai có trách nhiệm báo tin?

= Cơ quan, tổ chức
> Có.
= Cá nhân
> Có.
* Chỉ trưởng thôn
> Ai cũng báo được.

== Đúng hay sai
DẠNG: đúng sai
Đúng hay sai?

= Gọi 111 không mất tiền
> Miễn phí.
* 111 chỉ trực giờ hành chính
> 111 trực cả ngày đêm.

== Thứ tự
DẠNG: sắp xếp
Làm gì trước?

= Lắng nghe
= Trấn an
> Sau khi nghe.
= Báo tin
> Sau cùng.

== Ghép
DẠNG: ghép đôi
Gọi số nào?

= Cấp cứu <=> 115
= Báo tin về trẻ em <=> 111
> Tổng đài quốc gia bảo vệ trẻ em.
* <=> 113
> 113 là công an.

== Bao nhiêu
BẮT BUỘC
DẠNG: số
Một thôn có 120 hộ, đã ghi 90 hộ. Đã ghi được bao nhiêu phần trăm?

= 75 ± 0,5
> 90 : 120 = 75 %.
* 90
> 90 là số hộ.

== Sổ nào
DẠNG: trả lời ngắn
Hộ mới đến ghi vào sổ nào?

= Sổ A0 | A0/CTV
> Sổ ghi ban đầu.
* Sổ A1
> A1 là sổ khác.

== Điền phiếu
DẠNG: biểu mẫu
Bà Hoa sinh năm 1962, sống một mình.

= Họ và tên chủ hộ <=> Trần Thị Hoa
> Viết đủ họ tên.
= Năm sinh <=> 1962
= Số người trong hộ <=> 1 | một
""".lstrip()

RIGHT: list[Answer] = [1, [0, 1], [0], [0, 1, 2], [0, 1], "75", "so a0", ["Tran Thi Hoa", "1962", "một"]]
"""Right answers to ``ALL_KINDS``, in the order of its questions."""

WRONG: list[Answer] = [0, [2], [1], [2, 1, 0], [1, 2], "90", "sổ a1", ["Hoa", "1926", "2"]]
"""Answers to ``ALL_KINDS`` that are wholly wrong."""

WORDS = st.text("abcđêốứnhXYZ0123456789 .,+-*=±<>|()!>~", min_size=1, max_size=12).map(
    lambda text: " ".join(f"w{text}z".split())
)
TAGS = st.lists(st.sampled_from(["nhận biết", "thông hiểu", "vận dụng", "vận dụng cao"]), unique=True)


@st.composite
def questions(draw: st.DrawFn, of_kind: QuestionType | None = None) -> Scene:
    """A question of a kind, or of any, that could be published."""
    kind = of_kind or draw(st.sampled_from(QuestionType))
    count = draw(st.integers(2, 5))
    words = draw(st.lists(WORDS, min_size=2 * count, max_size=2 * count, unique_by=str.casefold))
    choices = _CHOICES[kind](draw, words[:count], words[count:])
    return Scene(
        name="Câu",
        text="Hỏi gì?",
        type=kind,
        choices=tuple(choices),
        must_pass=draw(st.booleans()),
        hint=draw(st.sampled_from(["", "Nghĩ lại.", "Một.\nHai."])),
        basis=tuple(draw(st.lists(st.sampled_from(["Điều 51", "Khoản 2 Điều 4"]), max_size=2))),
        tags=tuple(draw(TAGS)),
    )


@st.composite
def lists_of_questions(draw: st.DrawFn) -> Exercise:
    """A list of questions of any kinds."""
    scenes = draw(st.lists(questions(), min_size=1, max_size=5))
    named = (Scene(**{**vars(scene), "name": f"Câu {number}"}) for number, scene in enumerate(scenes, 1))
    kind = draw(st.sampled_from(Kind))
    return Exercise(title="Thử", code="thu", kind=kind, competencies=("x",), scenes=tuple(named))


def answers_to(scene: Scene) -> st.SearchStrategy[Answer]:
    """Any legal answer to a question."""
    count = len(scene.choices)
    ordinals = st.integers(0, count - 1)
    known = [word for choice in scene.choices for word in (choice.text, choice.match)]
    typed = st.sampled_from([*known, "", "12", "1.250"]) | st.text(
        st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=20
    )
    if scene.type is QuestionType.SINGLE:
        return ordinals
    if scene.type in (QuestionType.NUMERICAL, QuestionType.SHORT_ANSWER):
        return typed
    if scene.type is QuestionType.FORM:
        return st.lists(typed, min_size=count, max_size=count)
    if scene.type is QuestionType.ORDERING:
        return st.permutations(range(count))
    if scene.type is QuestionType.MATCHING:
        asked = len(lefts(scene))
        return st.lists(st.sampled_from([NONE, *rights(scene)]), min_size=asked, max_size=asked)
    return st.lists(ordinals, unique=True)


def _without(text: str, signs: str) -> str:
    return " ".join("".join(sign for sign in text if sign not in signs).split())


def _marked(draw: st.DrawFn, words: list[str], sides: list[str]) -> list[Choice]:
    rights = [True, *(draw(st.booleans()) for _ in words[1:])]
    return [
        Choice(text, draw(_FEEDBACK), points=int(right), right=right)
        for text, right in zip(words, draw(st.permutations(rights)), strict=True)
    ]


def _single(draw: st.DrawFn, words: list[str], sides: list[str]) -> list[Choice]:
    best = draw(st.integers(0, len(words) - 1))
    return [
        Choice(_without(text, "->~"), points=int(at == best), right=at == best)
        for at, text in enumerate(words)
    ]


def _steps(draw: st.DrawFn, words: list[str], sides: list[str]) -> list[Choice]:
    return [Choice(text, draw(_FEEDBACK), points=1, right=True) for text in words]


def _pairs(draw: st.DrawFn, words: list[str], sides: list[str]) -> list[Choice]:
    pairs = [
        Choice(_without(text, "<"), draw(_FEEDBACK), points=1, right=True, match=match)
        for text, match in zip(words, sides, strict=True)
    ]
    extra = [Choice("", match=draw(WORDS))] if draw(st.booleans()) else []
    return [*pairs, *extra]


def _fields(draw: st.DrawFn, words: list[str], sides: list[str]) -> list[Choice]:
    return [
        Choice(_without(text, "<"), points=1, right=True, match=_without(match, "|") + more)
        for text, match in zip(words, sides, strict=True)
        for more in [draw(st.sampled_from(["", " | khác"]))]
    ]


def _numbers(draw: st.DrawFn, words: list[str], sides: list[str]) -> list[Choice]:
    number = Fraction(draw(st.integers(-5000, 5000)), 4)
    text = draw(st.sampled_from(["{}", "{} ± 0,5", "{} +- 2"])).format(f"{float(number):g}".replace(".", ","))
    return [Choice(text, draw(_FEEDBACK), points=1, right=True), Choice("99999", "Quá nhiều.")]


_FEEDBACK = st.sampled_from(["", "Vì thế.", "Một.\nHai."])
_CHOICES = {
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _marked,
    QuestionType.TRUE_FALSE: _marked,
    QuestionType.ORDERING: _steps,
    QuestionType.MATCHING: _pairs,
    QuestionType.NUMERICAL: _numbers,
    QuestionType.SHORT_ANSWER: _marked,
    QuestionType.FORM: _fields,
}


def published_kinds(folder: Path) -> Edition:
    """A course with a lesson, the questions of every kind to practise, and the same as a test; committed."""
    test = ALL_KINDS.replace("ghi-so-moi-ngay", "kiem-tra-ghi-so").replace("luyện tập", "kiểm tra")
    course = course_of(
        ("Các dạng câu hỏi", "Kinds of questions"),
        ("Biết trả lời.", "Know how to answer."),
        ("Ghi sổ", "Records"),
        practice="ghi-so-moi-ngay",
        test="kiem-tra-ghi-so",
    )
    return published_course(folder / "cac-dang", course, [ALL_KINDS, test], {"Ghi sổ": "Ghi mỗi ngày."})
