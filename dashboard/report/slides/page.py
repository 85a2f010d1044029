"""A slide's frame: its title, what stands over it, its number, and its notes."""

import copy
from collections.abc import Iterable
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import Font

from dashboard.report.slides.lettering import ACCENT, INK, MUTED, Box, Line, look, size, write
from dashboard.text import Lang

BODY = (20, 18, 16, 15, 14, 13, 12, 11)  # sizes of running words
WHOLE = Box(0.6, 1.65, 12.13, 5.0)
_CONTENT = 1  # layout of the default template
_ABOVE, _HEADING = Box(0.6, 0.3, 12.13, 0.28), Box(0.6, 0.6, 12.13, 0.93)
_NUMBER = Box(11.93, 6.85, 0.8, 0.4)


def add(deck: Deck, title: str, above: str, lang: Lang) -> Slide:
    """A slide with its title and what stands over it."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_CONTENT])
    lines = size([title], _HEADING, (26, 24, 22, 20, 18, 16, 14), bold=True)
    fill(slide, 0, _HEADING, lines, lang)
    put(slide, _ABOVE, size([above], _ABOVE, (14, 13, 12, 11, 10), color=ACCENT), lang)
    return slide


def fill(slide: Slide, index: int, box: Box, lines: list[Line], lang: Lang) -> None:
    """Put words into a placeholder of the layout; without words there is no placeholder."""
    shape: Any = slide.placeholders[index]
    if not lines:
        shape._element.getparent().remove(shape._element)
        return
    shape.left, shape.top, shape.width, shape.height = box.emu
    slide.shapes._spTree.append(shape._element)  # read aloud after what was put there before
    write(shape.text_frame, lines, lang)


def put(slide: Slide, box: Box, lines: list[Line], lang: Lang) -> None:
    """Put words into a box of their own."""
    write(slide.shapes.add_textbox(*box.emu).text_frame, lines, lang)


def note(slide: Slide, paragraphs: Iterable[str], lang: Lang) -> None:
    """What whoever shows the slide may read beside it."""
    frame: Any = slide.notes_slide.notes_text_frame
    for n, words in enumerate(paragraphs):
        paragraph = frame.add_paragraph() if n else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = words
        look(run.font, 12, INK, lang)


def number(slide: Slide, count: int, lang: Lang) -> None:
    """The layout's slide number: a slide gets one only when it is copied there."""
    kind = PP_PLACEHOLDER.SLIDE_NUMBER
    original = next(
        each
        for each in list(slide.slide_layout.placeholders)
        if each.placeholder_format.type == kind
    )
    element = copy.deepcopy(original._element)
    slide.shapes._spTree.append(element)
    shape: Any = slide.shapes[-1]
    element.nvSpPr.cNvPr.set("id", str(max(each.shape_id for each in slide.shapes) + 1))
    shape.left, shape.top, shape.width, shape.height = _NUMBER.emu
    field = next(element.iter("{*}fld"))
    look(Font(field.find("{*}rPr")), 12, MUTED, lang)
    field.find("{*}t").text = str(count)
