"""What a camera reads on a printed page."""

import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

PIXELS = 4  # for each point of the paper


def codes_on(reader: PdfReader, number: int) -> list[str]:
    """The codes of a page: its rectangles are painted and looked at."""
    page = reader.pages[number]
    height = int(page.mediabox.height * PIXELS)
    picture = Image.new("L", (int(page.mediabox.width * PIXELS), height), 255)
    dark = True
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"g":
            dark = float(operands[0]) < 0.5
        if operator == b"rg":
            dark = sum(map(float, operands)) < 1.5
        if operator == b"re" and dark:
            x, y, wide, high = (float(each) * PIXELS for each in operands)
            picture.paste(0, (round(x), round(height - y - high), round(x + wide), round(height - y)))
    return [found.text for found in zxingcpp.read_barcodes(picture)]
