"""In which encoding an answer is sent, and how it is compressed while it is being written."""

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
from werkzeug.datastructures import Accept

# By preference, where a client likes several as well.
PREFERRED = ("br", "gzip")
# What is text, whatever its exact kind; all else is compressed already.
TEXT = ("text/", "application/json", "application/javascript", "application/xml")
LIKE_TEXT = ("+json", "+xml")
QUICK = {"br": 4, "gzip": 6}  # of a file that is written while its reader waits
WELL = {"br": 9, "gzip": 9}  # of what is made once; br 11 needs ten times as long

Step = Callable[[bytes], bytes]


def chosen(accepted: Accept) -> str:
    """The encoding that a client likes best of those it may be sent; empty for none.

    A quality of 0 forbids one, `*` stands for those that are not named.
    """
    liked = [name for name in PREFERRED if accepted.quality(name) > 0]
    best = max(liked, key=accepted.quality, default="")
    return best if best and accepted.quality(best) >= accepted.quality("identity") else ""


def is_text(mimetype: str) -> bool:
    """Whether answers of a kind become smaller by compression."""
    return mimetype.startswith(TEXT) or mimetype.endswith(LIKE_TEXT)


def packed(body: bytes, encoding: str, level: int | None = None) -> bytes:
    """A body in an encoding: the same bytes in every process."""
    return b"".join(compressed([body], encoding, level))


def unpacked(body: bytes) -> bytes:
    """What was packed with brotli."""
    plain: bytes = brotli.decompress(body)
    return plain


def compressed(chunks: Iterable[bytes], encoding: str, level: int | None = None) -> Iterator[bytes]:
    """The chunks in an encoding, each as soon as it is there; quickly, unless a level is said."""
    step, end = _steps(encoding, QUICK.get(encoding, 0) if level is None else level)
    yield from filter(None, map(step, chunks))
    yield end()


def _steps(encoding: str, level: int) -> tuple[Step, Callable[[], bytes]]:
    if encoding == "br":
        small = brotli.Compressor(quality=level)
        return small.process, small.finish
    if encoding == "gzip":
        packing = zlib.compressobj(level, wbits=zlib.MAX_WBITS | 16)
        return packing.compress, packing.flush
    return bytes, bytes
