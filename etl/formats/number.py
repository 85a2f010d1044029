"""A cell as agencies and spreadsheets write it: a number, or a symbol where there is none. Pure."""

import re

# Decimals of a computed value: it is rounded to what is shown where it is shown, and only there.
# The tenth is past what any source gives; it takes off what floats add to decimals (0.1 + 0.2).
EXACT = 10

SPACES = " \u00a0\u202f"  # what stands between thousands
WHOLE = rf"-?(?:[0-9]+|[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+)"
SYMBOL = re.compile(r"\.{1,7}|-")
DASHES = str.maketrans("–−", "--")


def figure(text: str, mark: str) -> tuple[float | None, str]:
    """A cell's value, and the symbol that stands in its place when it has none.

    `mark` is the decimal mark; any other is refused, for 1.234 is a thousand in some hands.
    Raises ValueError with what is allowed.
    """
    cell = text.strip().translate(DASHES)
    if SYMBOL.fullmatch(cell):
        return None, cell
    if not re.fullmatch(rf"{WHOLE}(?:{re.escape(mark)}[0-9]+)?", cell):
        raise ValueError(f"a number such as 1250{mark}5, or the symbol .. or . or - for none")
    return float(re.sub(f"[{SPACES}]", "", cell).replace(mark, ".")), ""
