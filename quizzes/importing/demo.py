"""An import in the demonstration: a trainer has brought three files and has not answered everything yet."""

from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from quizzes.importing.models import MaterialImport
from quizzes.importing.rules.receiving import Sent, receive

TRAINER = "DEMO-GV"
QUESTIONS = """ÔN TẬP: BẢO VỆ TRẺ EM Ở CƠ SỞ

Câu 1 (NB): Thấy dấu hiệu trẻ em bị bạo lực, cộng tác viên phải báo tin lúc nào?
A. Cuối tháng, khi nộp báo cáo
B. Khi họp giao ban thôn
C. Ngay lập tức
D. Khi gia đình đồng ý
Đáp án: C
Giải thích: Luật Trẻ em 2016, Điều 51.

Câu 2 (NB): Tổng đài điện thoại quốc gia bảo vệ trẻ em là số nào?
*A. 111
B. 113
C. 115
Đáp án: B

Câu 3 (TH): Theo Luật Trẻ em năm 2016, trẻ em là người dưới bao nhiêu tuổi?
A. 14 tuổi
B. 16 tuổi
C. 18 tuổi
"""
LESSON = """Bài 1: Lắng nghe trước khi giải thích

Chị em kể điều mình lo khi được hỏi một câu mở.

- Hỏi: chị lo điều gì nhất?
- Im lặng chờ chị nói hết.
- Nhắc lại bằng lời của mình.
"""
STORY = """# Chị Mai ngại dùng biện pháp tránh thai
Mã: chi-mai

== Mở đầu
Chị Mai nói nhỏ: “Em sợ uống thuốc béo lên.”
* Hỏi chị lo điều gì nhất -> Chị yên tâm +2
> Tốt: hỏi mở trước khi giải thích.
* Đưa tờ rơi rồi về -> Chị ngại thêm
> Chị vẫn chưa biết hỏi ai.

== Chị yên tâm
KẾT THÚC: đạt. Chị Mai hẹn ra trạm sáng thứ Năm.

== Chị ngại thêm
KẾT THÚC: chưa đạt. Chị Mai không đến nữa.
"""


def load_demo() -> None:
    """Let her bring them, unless somebody has brought something already."""
    trainer = person_by_code(TRAINER)
    if trainer is None or db.session.scalar(select(MaterialImport.id).limit(1)):
        return
    texts = {
        "on-tap-bao-ve-tre-em.txt": QUESTIONS,
        "bai-lang-nghe.txt": LESSON,
        "tinh-huong-chi-mai.txt": STORY,
    }
    receive(trainer.id, [Sent(name, text.encode()) for name, text in texts.items()], clock.now())
    db.session.commit()
