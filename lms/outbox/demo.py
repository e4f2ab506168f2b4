"""Messages of the demonstration: its administrator tells those who have an account what is new."""

from lms.outbox.rules.sending import Letter, send_each
from lms.people.queries import person_by_code

SENDER = "DEMO-QT"
READERS = ("DEMO-LD", "DEMO-GV", "TD-X01", "TD-C001")
SUBJECT = "Lớp 520 sao lưu dữ liệu lúc 22 giờ hằng ngày"
TEXT = (
    "Kính gửi anh, chị,\n"
    "Từ tuần này dữ liệu được sao lưu lúc 22 giờ hằng ngày. Trong vài phút đó trang có thể chậm hơn; bài đang"
    " học không bị mất.\n"
    "Cần giúp đỡ, xin gọi số 0900 000 902."
)
KEY = "demo:backup"


def load_demo() -> None:
    """Send them, once; the caller commits."""
    sender = person_by_code(SENDER)
    people = [person for code in READERS if (person := person_by_code(code))]
    letters = [Letter(person.id, SUBJECT, TEXT, f"{KEY}:{person.id}") for person in people]
    send_each(letters, by=sender.id if sender else None)
