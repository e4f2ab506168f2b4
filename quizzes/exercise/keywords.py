"""The words of the grammar in Vietnamese and English. Readers take both; the writer uses one language."""

from quizzes.exercise.graph import Kind, QuestionType

LANGUAGES = ("vi", "en")
"""The first one is the one that authors write in."""

HEADERS: dict[str, tuple[str, str]] = {
    "code": ("Mã", "Code"),
    "kind": ("Loại", "Kind"),
    "competencies": ("Năng lực", "Competencies"),
    "pass_mark": ("Điểm đạt", "Pass mark"),
    "draw": ("Số câu", "Questions"),
    "quotas": ("Rút", "Draw"),
    "attempts": ("Số lần làm", "Attempts"),
    "wait_hours": ("Chờ", "Wait"),
    "basis": ("Căn cứ", "Legal basis"),
}
"""Header keys; ``Điểm đạt`` is in percent, ``Chờ`` in hours."""

KINDS: dict[Kind, tuple[str, str]] = {
    Kind.PRACTICE: ("luyện tập", "practice"),
    Kind.ORIENTATION: ("định hướng", "orientation"),
    Kind.ASSESSMENT: ("kiểm tra", "assessment"),
}
END = ("KẾT THÚC", "END")
VERDICTS: dict[bool, tuple[str, str]] = {True: ("đạt", "passed"), False: ("chưa đạt", "failed")}
MUST_PASS = ("BẮT BUỘC", "MUST PASS")
SEE_LESSON = ("XEM LẠI: bài", "SEE: lesson")
MEDIA: dict[str, tuple[str, str]] = {"image": ("ảnh", "image"), "audio": ("âm thanh", "audio")}

QUESTION_TYPES: dict[QuestionType, tuple[str, str]] = {
    QuestionType.SINGLE: ("một lựa chọn", "one choice"),
    QuestionType.MULTIPLE: ("chọn nhiều", "several"),
    QuestionType.TRUE_FALSE: ("đúng sai", "true false"),
    QuestionType.ORDERING: ("sắp xếp", "order"),
    QuestionType.MATCHING: ("ghép đôi", "match"),
    QuestionType.NUMERICAL: ("số", "number"),
    QuestionType.SHORT_ANSWER: ("trả lời ngắn", "short answer"),
    QuestionType.FORM: ("biểu mẫu", "form"),
}
MARKS: dict[str, tuple[str, str]] = {
    "type": ("DẠNG", "TYPE"),
    "hint": ("GỢI Ý", "HINT"),
    "basis": ("CĂN CỨ", "LEGAL BASIS"),
    "tags": ("NHÃN", "TAGS"),
}
"""Marks of a scene that have a value."""

PAIR = "<=>"
"""Between the two sides of a pair, and between a field and what it accepts."""
