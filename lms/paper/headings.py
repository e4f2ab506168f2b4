"""The head of an official Vietnamese paper: the agency on the left, the nation on the right.

Sizes and rules follow Decree 30/2020/NĐ-CP, Annex I: the motto is ruled along its whole length, the
agency along a third to a half.
"""

import re

from reportlab.pdfgen.canvas import Canvas

from lms.base.messages import message
from lms.paper.faces import BOLD, REGULAR, width_of
from lms.paper.fitting import Fitted, Place, TextTooLong, fit

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
AGENCY_RULE = 0.4  # of the width of the agency's last line
LEADING = 1.22
TERRITORY = re.compile(r" (?=(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU) )")


def draw_nation(canvas: Canvas, centre: float, top: float) -> None:
    """The name of the state and its motto, centred on ``centre``, the first line's capitals under ``top``."""
    canvas.setFont(BOLD, 12.5)
    canvas.drawCentredString(centre, top - 11, NATION)
    canvas.setFont(BOLD, 13.5)
    canvas.drawCentredString(centre, top - 28, MOTTO)
    _rule(canvas, centre, top - 34.5, width_of(MOTTO, BOLD, 13.5))


def draw_agency(canvas: Canvas, centre: float, top: float, width: float, superior: str, agency: str) -> None:
    """The superior agency (may be empty) and the issuing one in capitals, within ``width``.

    Raises ``TextTooLong`` where a name does not fit.
    """
    baseline = top - 11.0
    if superior:
        above = fit(superior.upper(), superior_place(width), message("The superior agency"))
        canvas.setFont(REGULAR, above.size)
        for line in above.lines:
            canvas.drawCentredString(centre, baseline, line)
            baseline -= above.size * LEADING
    own = _fit_agency(width, agency)
    canvas.setFont(BOLD, own.size)
    for line in own.lines:
        canvas.drawCentredString(centre, baseline, line)
        baseline -= own.size * LEADING
    last = width_of(own.lines[-1], BOLD, own.size)
    _rule(canvas, centre, baseline + own.size * LEADING - 6, last * AGENCY_RULE)


def agency_height(width: float, superior: str, agency: str) -> float:
    """How far below its top the rule of :func:`draw_agency` stands, in points."""
    fitted = [_fit_agency(width, agency)]
    if superior:
        fitted.append(fit(superior.upper(), superior_place(width), message("The superior agency")))
    return 17.0 + sum(len(each.lines) * each.size * LEADING for each in fitted) - fitted[0].size * LEADING


def superior_place(width: float) -> Place:
    """Room for the superior agency."""
    return Place(REGULAR, 12.5, 9, width, lines=2)


def agency_place(width: float) -> Place:
    """Room for the issuing agency."""
    return Place(BOLD, 12.5, 9, width, lines=2)


def _fit_agency(width: float, agency: str) -> Fitted:
    """The agency in a line, or in two that part where the territory begins: “SỞ Y TẾ / TỈNH PHÚ THỌ”."""
    field = message("The issuing agency")
    whole = fit(agency.upper(), agency_place(width), field)
    parts = TERRITORY.split(agency.upper(), maxsplit=1)
    if len(whole.lines) == 1 or len(parts) == 1:
        return whole
    try:
        halves = [fit(part, agency_place(width)._replace(lines=1), field) for part in parts]
    except TextTooLong:
        return whole
    return Fitted([line for half in halves for line in half.lines], min(half.size for half in halves))


def _rule(canvas: Canvas, centre: float, y: float, length: float) -> None:
    canvas.setLineWidth(0.8)
    canvas.line(centre - length / 2, y, centre + length / 2, y)
