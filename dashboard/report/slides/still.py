"""The same slides as the same bytes, whenever and in whichever process they are made."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MADE = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
PROPERTIES = "docProps/core.xml"


def without_clock(package: bytes, day: str) -> bytes:
    """An Office file without the clock of its making: it, and the sheets in it, are of `day`."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as made, ZipFile(file, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(_entry(name), _content(name, made.read(name), day))
    return file.getvalue()


def _entry(name: str) -> ZipInfo:
    """A name with the first day that a ZIP file can tell."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _content(name: str, content: bytes, day: str) -> bytes:
    if name.endswith(".xlsx"):
        return without_clock(content, day)
    if name == PROPERTIES:
        return _MADE.sub(rb"\g<1>%sT00:00:00Z" % day.encode(), content)
    return content
