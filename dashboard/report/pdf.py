"""The document as a tagged PDF (PDF/UA-1), made of its HTML by WeasyPrint, where Pango is there."""

import re
import subprocess
import sys
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from dashboard.charts.paper import FONT

_DESCRIBED = re.compile(r"</title><desc [^>]*>(.*?)</desc>", re.DOTALL)
_PAPER = "Noto Sans,Liberation Sans,DejaVu Sans,sans-serif"  # WeasyPrint reads it so in pictures
_one_at_a_time = Lock()


class NoPango(RuntimeError):
    """The machine lacks the Pango library, without which WeasyPrint sets no text."""


def pdf(html: str) -> bytes:
    """A document as PDF/UA-1 on A4. Raises NoPango where the machine cannot make one.

    A chart's alternative text is its title here: WeasyPrint reads no `desc`.
    """
    with _one_at_a_time:
        return _made(html)


@cache
def available() -> bool:
    """Whether this machine can make PDFs."""
    tried = [sys.executable, "-c", "import weasyprint"]  # elsewhere: it takes 30 MB for good
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0  # noqa: S603  # our own words


@lru_cache(maxsize=8)
def _made(html: str) -> bytes:
    told, weasyprint = _DESCRIBED.sub(r". \1</title>", html).replace(FONT, _PAPER), _weasyprint()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    made: bytes = weasyprint.HTML(string=told, url_fetcher=nothing).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return made


def _weasyprint() -> Any:
    try:
        import weasyprint  # here, since it fails where Pango is lacking
    except OSError as error:
        needed = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        raise NoPango(
            f"PDF needs the Pango library, which this machine lacks: apt-get install {needed}"
        ) from error
    return weasyprint
