"""Questions as trainers write them down, and the encodings of former years."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lms.base.foreign import legacy

LETTERS = "ABCDEFGH"


class Asked(NamedTuple):
    """A question as its author means it."""

    stem: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    why: str = ""
    level: str = ""


BANK = (
    Asked(
        "Thấy dấu hiệu trẻ em bị bạo lực, cộng tác viên phải báo tin lúc nào?",
        ("Cuối tháng, khi nộp báo cáo", "Khi họp giao ban thôn", "Ngay lập tức", "Khi gia đình đồng ý"),
        (2,),
        "Luật Trẻ em 2016, Điều 51: phải thông báo ngay.",
        "Nhận biết",
    ),
    Asked(
        "Tổng đài điện thoại quốc gia bảo vệ trẻ em là số nào?",
        ("113", "111", "115", "1022"),
        (1,),
        "Tổng đài 111 miễn phí, hoạt động 24/24 giờ.",
        "Nhận biết",
    ),
    Asked(
        "Theo Luật Trẻ em năm 2016, trẻ em là người dưới bao nhiêu tuổi?",
        ("18 tuổi", "15 tuổi", "14 tuổi", "16 tuổi"),
        (3,),
        "Điều 1 Luật Trẻ em.",
        "Nhận biết",
    ),
    Asked(
        "Sổ nào dùng để ghi ban đầu về dân số của hộ gia đình tại thôn, bản?",
        ("Sổ A0", "Sổ tiêm chủng", "Sổ hộ khẩu", "Sổ khám bệnh"),
        (0,),
        "",
        "Nhận biết",
    ),
    Asked(
        "Mức sinh thay thế được hiểu là trung bình mỗi phụ nữ sinh bao nhiêu con?",
        ("1,5 con", "2,5 con", "2,1 con", "3,0 con"),
        (2,),
        "Quyết định 588/QĐ-TTg.",
        "Thông hiểu",
    ),
    Asked(
        "Khi tư vấn cho chị em về biện pháp tránh thai, việc đầu tiên cần làm là gì?",
        (
            "Phát ngay bao cao su",
            "Hỏi và lắng nghe nhu cầu của chị",
            "Kể chuyện của người khác",
            "Khuyên triệt sản",
        ),
        (1,),
        "Lắng nghe trước, giải thích sau.",
        "Vận dụng",
    ),
    Asked(
        "Hành vi nào sau đây bị nghiêm cấm?",
        (
            "Tuyên truyền về bình đẳng giới",
            "Khám thai định kỳ",
            "Lựa chọn giới tính thai nhi",
            "Tiêm vắc-xin uốn ván",
        ),
        (2,),
        "Pháp lệnh Dân số, Điều 7.",
        "Nhận biết",
    ),
    Asked(
        "Sàng lọc sơ sinh bằng lấy máu gót chân tốt nhất trong khoảng nào?",
        ("Sau 24 giờ đến 72 giờ sau sinh", "Sau 1 tháng", "Sau 6 tháng", "Khi trẻ đi học"),
        (0,),
        "",
        "Thông hiểu",
    ),
    Asked(
        "Trẻ bị bỏ rơi ở cổng trạm y tế. Chị Hoa nên làm gì trước?",
        (
            "Đăng ảnh lên mạng",
            "Đưa trẻ về nuôi",
            "Chờ người nhà quay lại",
            "Giữ an toàn cho trẻ và báo Công an, Ủy ban nhân dân xã",
        ),
        (3,),
        "Nghị định 56/2017/NĐ-CP.",
        "Vận dụng",
    ),
    Asked(
        "Tỷ số giới tính khi sinh được xem là cân bằng khi có bao nhiêu bé trai trên 100 bé gái?",
        ("Từ 103 đến 107", "Từ 110 đến 112", "Từ 95 đến 100", "Trên 115"),
        (0,),
        "",
        "Thông hiểu",
    ),
    Asked(
        "Phiếu thu tin của cộng tác viên được nộp về đâu?",
        ("Trường học", "Trạm y tế xã", "Hội Phụ nữ huyện", "Sở Tài chính"),
        (1,),
        "",
        "Nhận biết",
    ),
    Asked(
        "Nội dung nào KHÔNG được ghi lại khi viết tình huống luyện tập?",
        ("Việc đã làm", "Bài học rút ra", "Họ tên thật của trẻ", "Cách nói mẫu"),
        (2,),
        "Giữ bí mật thông tin của trẻ.",
        "Vận dụng cao",
    ),
)


# A paper for an examination as an office prints it, with all that stands around the questions.
PAPER = """SỞ Y TẾ NINH BÌNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CHI CỤC DÂN SỐ            Độc lập - Tự do - Hạnh phúc

ĐỀ KIỂM TRA CUỐI KHÓA
Họ và tên: ........................ Đơn vị: ..................
I. TRẮC NGHIỆM (8 điểm). Khoanh tròn vào chữ cái trước câu trả lời đúng
Câu 1.(1đ) Chính sách dân số hiện nay quy định gì?
 a. Mỗi cặp vợ chồng sinh một con
 b. Không nói gì về số con
 c. Cả a và b đều sai
Câu 2 : Theo anh (chị), trọng tâm của chính sách dân số hiện nay là:
A.Kế hoạch hóa gia đình        B.Dân số và phát triển
C.Giảm sinh                    D.Tăng sinh
Câu 3: Điền vào chỗ trống: "Trẻ em là người dưới ... tuổi"
Câu 4: Đánh dấu đúng, sai
a. Trẻ em cần được bảo vệ    Đ
b. Trẻ em không có quyền     S
II. TỰ LUẬN (2 điểm)
Câu 5: Anh chị hãy trình bày các bước tư vấn.
ĐÁP ÁN
Câu 1: b
Câu 2: B
Câu 3: 16
"""


# Encodings

_TO_TCVN3 = {letter: sign for sign, letter in legacy._TCVN3.items()}
_TO_VNI: dict[str, str] = {}
for _sign, _letter in legacy._VNI.items():
    _TO_VNI.setdefault(_letter, _sign)


def to_tcvn3(text: str) -> str:
    """As fonts like .VnTime show it; capitals with tones are written small, as fonts .VnTimeH show them."""
    return "".join(_TO_TCVN3.get(sign, _TO_TCVN3.get(sign.lower(), sign)) for sign in text)


def to_vni(text: str) -> str:
    """As fonts like VNI-Times show it."""
    return "".join(_TO_VNI.get(sign, sign) for sign in text)


def to_nfd(text: str) -> str:
    """As some phones and Macs write it."""
    return unicodedata.normalize("NFD", text)


def to_1258(text: str) -> bytes:
    """As Windows-1258 writes it: tones behind their letters."""
    found = b""
    for sign in text:
        try:
            found += sign.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", sign)
            tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone))
            found += (base + tone).encode("cp1258")
    return found


# Lists of questions as text


def list_text(
    bank: Sequence[Asked] = BANK,
    *,
    start: Callable[[int, Asked], str] = lambda n, asked: f"Câu {n}: {asked.stem}",
    letter: str = "{}. ",
    key: str | None = "Đáp án: {}",
    why: str | None = "Giải thích: {}",
    one_line: str = "",
    gap: bool = True,
) -> str:
    """A list as people type it; ``one_line`` parts the answers where they stand in one line."""
    lines: list[str] = []
    for number, asked in enumerate(bank, 1):
        lines.append(start(number, asked))
        options = [letter.format(LETTERS[n]) + option for n, option in enumerate(asked.options)]
        lines += [one_line.join(options)] if one_line else options
        if key:
            lines.append(key.format(", ".join(LETTERS[n] for n in asked.right)))
        if why and asked.why:
            lines.append(why.format(asked.why))
        lines += [""] if gap else []
    return "\n".join(lines)


def keys_text(bank: Sequence[Asked] = BANK, pair: str = "{}.{}", between: str = "  ") -> str:
    """The keys in one line."""
    return between.join(pair.format(n, LETTERS[asked.right[0]]) for n, asked in enumerate(bank, 1))
