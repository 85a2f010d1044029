"""Words on paper: how wide they are, how they break into lines, and how they keep apart."""

from collections.abc import Sequence

# Widths in em, by the widest common screen font (DejaVu Sans); narrower fonts leave some air.
_WIDTHS = {
    **dict.fromkeys("iljI.,:;'| \u00a0", 0.32),
    **dict.fromkeys("frt()-/", 0.42),
    **dict.fromkeys("cksvxyzJ–", 0.6),
    **dict.fromkeys("mwMWOQ%−—@", 0.99),
}
_UPPER, _OTHER = 0.76, 0.64
_BOLD = 1.13
ROW, LEADING = 19.0, 1.24  # of names that follow on rows: a row's height, and a further line's


def measure(words: str, size: float, bold: bool = False) -> float:
    """The width of one line of text, on the safe side, in the units of `size`."""
    ems = sum(_WIDTHS.get(c, _UPPER if c.isupper() else _OTHER) for c in words)
    return ems * size * (_BOLD if bold else 1)


def wrap(parts: Sequence[str], width: float, size: float, bold: bool) -> list[str]:
    """One line if it fits; else a line a part, broken between words, and cut short at the last."""
    whole = " ".join(parts)
    if measure(whole, size, bold) <= width:
        return [whole]
    return [line for part in parts for line in _broken(part.rstrip(","), width, size, bold)]


def _broken(part: str, width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in part.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, width, size, bold) for line in lines]


def _cut(line: str, width: float, size: float, bold: bool) -> str:
    if measure(line, size, bold) <= width:
        return line
    while line and measure(f"{line}…", size, bold) > width:
        line = line[:-1]
    return f"{line}…"


def flow(
    words: Sequence[Sequence[str]],
    bold: Sequence[bool],
    width: float,
    sign: float,
    size: float,
) -> tuple[list[tuple[float, float]], float]:
    """Where each of some names stands that follow on rows, `sign` before it; and where they end.

    A place is the left edge of the sign and the middle of the first line.
    """
    x, y, high, places = 1.0, 14.0, ROW, []
    for said, strong in zip(words, bold, strict=True):
        wide = sign + max(measure(line, size, strong) for line in said)
        if x > 1 and x + wide > width:
            x, y, high = 1.0, y + high, ROW
        places.append((x, y))
        x, high = x + wide + 14, max(high, ROW + (len(said) - 1) * size * LEADING)
    return places, y + high - ROW / 2


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Centres as near those wanted as can be, in their order, none overlapping, within the edges.

    Labels that touch become one block, placed at the mean of what its members want; a block
    that then touches the one above joins it. Too little room: they run out below `bottom`.
    """
    blocks: list[list[int]] = []
    edges: list[float] = []
    for i in sorted(range(len(wanted)), key=lambda i: wanted[i]):
        block = [i]
        edge = _edge(block, wanted, heights, top, bottom)
        while blocks and edge < edges[-1] + sum(heights[j] for j in blocks[-1]):
            edges.pop()
            block = blocks.pop() + block
            edge = _edge(block, wanted, heights, top, bottom)
        blocks.append(block)
        edges.append(edge)
    return _centres(blocks, edges, heights)


def _edge(
    block: Sequence[int],
    wanted: Sequence[float],
    heights: Sequence[float],
    top: float,
    bottom: float,
) -> float:
    """The upper edge at which a block's members are, on average, where they want to be."""
    offset, total = 0.0, 0.0
    for i in block:
        total += wanted[i] - (offset + heights[i] / 2)
        offset += heights[i]
    return max(top, min(total / len(block), bottom - offset))


def _centres(
    blocks: Sequence[Sequence[int]], edges: Sequence[float], heights: Sequence[float]
) -> list[float]:
    centres = [0.0] * len(heights)
    for block, edge in zip(blocks, edges, strict=True):
        for i in block:
            centres[i] = edge + heights[i] / 2
            edge += heights[i]
    return centres
