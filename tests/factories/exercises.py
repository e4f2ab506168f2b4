"""Whole exercises that can be read without errors: every kind, every mark, words of every sort."""

from hypothesis import strategies as st

from lms.base.text import clean
from quizzes.exercise.grammar import MAX_POINTS
from quizzes.exercise.graph import Choice, Exercise, Kind, Media, QuestionType, Scene
from quizzes.exercise.keywords import PAIR
from quizzes.exercise.lines import WITH_POINTS, is_no_name, name_key, without_tags
from quizzes.exercise.marks import read_mark

ARROWS = ("->", "~>", "→")
SENTENCES = (
    "Chị Mai nói nhỏ: “Em sợ uống thuốc béo lên.”",
    "Hẹn chị ra trạm y tế, sáng thứ Năm",
    "Gọi 111",
    "Tỉ số giới tính khi sinh là 111,5",
    "Không (chưa chắc)",
    "- gạch đầu dòng",
    "=>?",
    "a > b; c < d & e",
    "“Mời chị vào nhà”",
    "50%",
    "x",
    "_x0041_",
    "'08869",
    "TRUE",
    "12/5",
)
CODES = ("ctv_nv2", "ctv_nv3", "bao_ve_tre_em")
LAWS = ("Thông tư 01/2022/TT-BYT", "Luật Trẻ em 2016, Điều 51; khoản 2")
TAGS = ("nhận biết", "thông hiểu", "vận dụng", "A0/CTV")
NUMBERS = ("12", "12 ± 0,5", "3,14", "-5", "1.000", "12 +- 0.5")

LETTERS = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn", "Co"))
_line = st.sampled_from(SENTENCES) | st.text(LETTERS, min_size=1, max_size=24).map(clean)


def is_plain(line: str) -> bool:
    """Whether a line says only its words: no sign of the grammar in it, no mark."""
    return (
        bool(line)
        and not line.startswith(("==", "*", "=", ">", "#", "[", "!"))
        and not any(sign in line for sign in (*ARROWS, PAIR, "|", "]"))
        and not line.endswith("=")
        and read_mark(Scene(""), line, has_choices=False) is None
    )


lines = _line.filter(is_plain)
"""A line of words, as somebody may write it anywhere."""


def paragraphs() -> st.SearchStrategy[str]:
    """The words of a scene: lines, some of them parted by an empty one."""
    return st.lists(st.tuples(lines, st.booleans()), min_size=1, max_size=4).map(
        lambda parts: "".join(f"{line}\n\n" if gap else f"{line}\n" for line, gap in parts).strip("\n")
    )


def names(count: int) -> st.SearchStrategy[list[str]]:
    """So many names of scenes, no two alike."""
    return st.lists(
        lines.filter(lambda name: not is_no_name(name)), min_size=count, max_size=count, unique_by=name_key
    )


def feedback(*codes: str) -> st.SearchStrategy[str]:
    """Lines of feedback, or none; their end is no tag."""
    return (
        st.lists(lines, max_size=2)
        .filter(lambda said: not (said and without_tags(said, codes)[1]))
        .map("\n".join)
    )


@st.composite
def choices(draw: st.DrawFn, text: str, codes: tuple[str, ...], **more: object) -> Choice:
    """A choice with these words, and all that may be said of it besides."""
    tags = draw(st.lists(st.sampled_from(codes), max_size=2, unique=True)) if codes else []
    critical = draw(st.booleans()) if not more.get("right") else False
    return Choice(
        text,
        feedback=draw(feedback(*codes)),
        tags=tuple(tags),
        critical=critical,
        **more,  # type: ignore[arg-type]
    )


@st.composite
def pictures(draw: st.DrawFn) -> Media:
    """A picture or a sound."""
    file = draw(st.sampled_from(("mai.webp", "tieng trong.mp3")))
    return Media(draw(st.sampled_from(("image", "audio"))), file, draw(lines | st.just("")))


@st.composite
def marked(draw: st.DrawFn, name: str) -> Scene:
    """A scene with all that may be said of it, before its choices."""
    return Scene(
        name,
        draw(paragraphs() | st.just("")),
        media=tuple(draw(st.lists(pictures(), max_size=2))),
        must_pass=draw(st.booleans()),
        lesson=draw(st.none() | st.integers(1, 999)),
        hint="\n".join(draw(st.lists(lines, max_size=2))),
        basis=tuple(draw(st.lists(st.sampled_from(LAWS) | lines, max_size=2))),
        tags=tuple(draw(st.lists(st.sampled_from(TAGS), max_size=2, unique=True))),
    )


@st.composite
def answers(draw: st.DrawFn, kind: QuestionType, codes: tuple[str, ...]) -> Choice:
    """An answer of a question of a kind."""
    right = kind in (QuestionType.ORDERING, QuestionType.FORM) or draw(st.booleans())
    match = draw(lines) if kind in (QuestionType.MATCHING, QuestionType.FORM) else ""
    text = draw(st.sampled_from(NUMBERS) if kind is QuestionType.NUMERICAL else lines)
    if kind is QuestionType.MATCHING and not right:
        text = ""
    if kind is QuestionType.SHORT_ANSWER and draw(st.booleans()):
        text = f"{text} | {draw(lines)}"
    points = int(right)
    if kind in WITH_POINTS:
        points = draw(st.just(points) | st.integers(-MAX_POINTS, MAX_POINTS))
    return draw(choices(text, codes, right=right, match=match, points=points))


@st.composite
def questions(draw: st.DrawFn, name: str, codes: tuple[str, ...]) -> Scene:
    """A question of any kind."""
    kind = draw(st.sampled_from(QuestionType))
    scene = draw(marked(name))
    given = tuple(draw(st.lists(answers(kind, codes), max_size=3)))
    return Scene(**(vars(scene) | {"type": kind, "choices": given}))


@st.composite
def places(draw: st.DrawFn, name: str, count: int, codes: tuple[str, ...]) -> Scene:
    """A scene of a story of so many scenes."""
    scene = draw(marked(name))
    ending = draw(st.none() | st.booleans())
    given = tuple(
        draw(
            choices(
                draw(lines),
                codes,
                target=draw(st.integers(0, count - 1)),
                retry=draw(st.booleans()),
                points=draw(st.just(0) | st.integers(-MAX_POINTS, MAX_POINTS)),
            )
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    told = {"ending": ending, "ending_text": draw(lines | st.just("")) if ending is not None else ""}
    return Scene(**(vars(scene) | told | {"choices": given}))


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    """A scenario or a list of questions, with any head."""
    codes = tuple(draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True)))
    count = draw(st.integers(1, 3))
    named = draw(names(count))
    story = draw(st.booleans())
    scenes = tuple(draw(places(name, count, codes) if story else questions(name, codes)) for name in named)
    quotas = tuple(
        draw(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(TAGS)), max_size=2, unique=True))
    )
    asked = st.integers(1, 40) if quotas else st.none() | st.integers(1, 40)
    return Exercise(
        title=draw(lines),
        code=draw(st.sampled_from(("mai", "kiem-tra-1", ""))),
        kind=draw(st.sampled_from(Kind)),
        competencies=codes,
        pass_mark=draw(st.integers(1, 100)),
        draw=draw(asked),
        quotas=quotas,
        attempts=draw(st.integers(1, 20)),
        wait_hours=draw(st.integers(0, 999)),
        basis=tuple(draw(st.lists(st.sampled_from(LAWS), max_size=2))),
        scenes=scenes,
    )
