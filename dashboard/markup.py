"""Words as they may stand in HTML, SVG and XML: nothing in them is read as anything but words."""

import html
import re

# What XML 1.0 has no place for, however it is written: a document with one of them is none.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(words: str) -> str:
    """Words for an element or a quoted attribute; what XML does not allow is left out."""
    return html.escape(plain(words))


def plain(words: str) -> str:
    """Words without the characters that XML does not allow: they have no look and no sound."""
    # What can be printed XML has a place for, and most words can: that is known far sooner.
    return words if words.isprintable() else _FORBIDDEN.sub("", words)
