"""``python -m tests.bench.material``: what reading 1,000 questions takes, in seconds; the goal is 5.

The floor is parsing the XML of the same Word file, which no reader can do without.
"""

import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.etree.ElementTree import fromstring

from quizzes.importing.formats.reading import propose
from tests.factories.importing import BANK, LETTERS, Asked, list_text, to_tcvn3
from tests.factories.office_files import paragraph, red, word, workbook

QUESTIONS = 1_000
HEADS = ["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"]


def bank() -> list[Asked]:
    """Questions enough, no two alike."""
    return [BANK[n % len(BANK)]._replace(stem=f"{BANK[n % len(BANK)].stem} ({n})") for n in range(QUESTIONS)]


def paragraphs(asked: list[Asked]) -> Iterator[str]:
    """The questions in Word, their right answers in red."""
    for number, each in enumerate(asked, 1):
        yield paragraph(f"Câu {number}. {each.stem}")
        for place, option in enumerate(each.options):
            words = f"{LETTERS[place]}. {option}"
            yield paragraph(red(words) if place in each.right else words)


def seconds(act: Callable[[], object]) -> float:
    """What an act takes of the processor."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def main() -> None:
    """A line for each kind of file."""
    asked = bank()
    rows: list[list[object]] = [
        [n, each.stem, *each.options, LETTERS[each.right[0]]] for n, each in enumerate(asked, 1)
    ]
    files = {
        "nghin-cau.txt": list_text(asked).encode(),
        "nghin-cau-tcvn3.txt": to_tcvn3(list_text(asked)).encode("latin-1"),
        "nghin-cau.docx": word(*paragraphs(asked)),
        "nghin-cau.xlsx": workbook(("Câu hỏi", [HEADS, *rows])),
    }
    with zipfile.ZipFile(BytesIO(files["nghin-cau.docx"])) as archive:
        body = archive.read("word/document.xml")
    print(f"{'floor: parsing the XML':<28} {seconds(lambda: fromstring(body)):6.2f} s")
    for name, data in files.items():
        assert len(propose(name, data).items) == QUESTIONS
        print(f"{name:<28} {seconds(lambda name=name, data=data: propose(name, data)):6.2f} s")


if __name__ == "__main__":
    main()
