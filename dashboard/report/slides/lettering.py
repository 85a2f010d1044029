"""Words on a slide: the size in which they stay in their box, and how they are written there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.text.text import Font, _Paragraph
from pptx.util import Inches, Pt

from dashboard.charts import labels
from dashboard.text import Lang
from dashboard.tokens import token

INK, MUTED, ACCENT, LINE, PAPER = map(token, ("ink", "muted", "accent", "line", "paper"))
_LINE = 1.22  # the height of a line, in its type size
_INDENT = 18.0  # points that a bullet's words stand in
_LANGUAGE = {"sv": MSO_LANGUAGE_ID.SWEDISH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}


@dataclass(frozen=True)
class Line:
    """A paragraph and its look; `size` and the `space` before it in points."""

    words: str
    size: float
    bold: bool = False
    color: str = INK
    bullet: bool = False
    space: float = 0.0

    def height(self, width: float) -> float:
        """Points it takes on a box so many points wide, its space before included."""
        room = width - _INDENT if self.bullet else width
        rows = labels.wrap([self.words], room, self.size, self.bold)
        return len(rows) * self.size * _LINE + self.space

    def holds(self, width: float) -> bool:
        """Whether its longest word fits on a row."""
        room = width - _INDENT if self.bullet else width
        return all(
            labels.measure(word, self.size, self.bold) <= room for word in self.words.split(" ")
        )


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Any, Any, Any, Any]:
        """Left, top, width and height as python-pptx takes them."""
        left, top, width, height = map(Inches, (self.left, self.top, self.width, self.height))
        return left, top, width, height

    def below(self, height: float) -> "Box":
        """What is left of it under its first so many inches."""
        return Box(self.left, self.top + height, self.width, self.height - height)


def fits(lines: Sequence[Line], box: Box) -> bool:
    """Whether the paragraphs stay within the box, by the widest common font."""
    width = box.width * 72
    tall = sum(line.height(width) for line in lines)
    return tall <= box.height * 72 and all(line.holds(width) for line in lines)


def size(words: Sequence[str], box: Box, sizes: Sequence[float], **look: Any) -> list[Line]:
    """The words as paragraphs of the first of `sizes` in which they stay in the box, or the last.

    An issue is not given up for a source line that is too long; a test sees that none is.
    """
    for each in sizes:
        lines = [Line(line, each, **look) for line in words]
        if fits(lines, box):
            break
    return lines


def write(frame: Any, lines: Sequence[Line], lang: Lang, *, right: bool = False) -> None:
    """Fill a text frame that has no margins of its own; what was in it goes."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.clear()
    for n, line in enumerate(lines):
        paragraph = frame.add_paragraph() if n else frame.paragraphs[0]
        _paragraph(paragraph, line, lang, right)


def _paragraph(paragraph: _Paragraph, line: Line, lang: Lang, right: bool) -> None:
    paragraph.space_before = Pt(line.space)
    properties = paragraph._p.get_or_add_pPr()
    indent = Pt(_INDENT) if line.bullet else 0
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    properties.set("algn", "r" if right else "l")
    if not line.bullet:
        properties.append(properties.makeelement(qn("a:buNone"), {}))
    run = paragraph.add_run()
    run.text = line.words
    look(run.font, line.size, line.color, lang, bold=line.bold)


def look(font: Font, size: float, color: str, lang: Lang, *, bold: bool = False) -> None:
    """Size in points, colour as a token has it, and the language that it is read aloud in."""
    font.size, font.bold, font.language_id = Pt(size), bold, _LANGUAGE[lang]
    font.color.rgb = rgb(color)


def rgb(color: str) -> RGBColor:
    """A colour as a token has it, # and six digits, as python-pptx takes it."""
    untyped: Any = RGBColor
    found: RGBColor = untyped(*bytes.fromhex(color.removeprefix("#")))
    return found
