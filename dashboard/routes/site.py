"""What those ask for who index, install or show the portal: icon, manifest, and all its pages."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from re import match
from typing import get_args
from xml.etree import ElementTree as ET

from flask import Response

from dashboard import address, data, origin, pages
from dashboard.map import png
from dashboard.pages import home
from dashboard.parts import icon, shell
from dashboard.report import archive, model
from dashboard.status import standing
from dashboard.text import Lang, say
from dashboard.tokens import token

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"  # names, never fetched
XHTML = "http://www.w3.org/1999/xhtml"
SIZES = (192, 512)  # pixels of the icons that are no SVG

# What is not for those who index. Dash's own addresses and the opened cards are parts of pages. The
# figures as files are without number, for each may be asked for by region, sex and period: whoever
# wants them follows docs/api.md and not a crawler. Maps and charts as pictures stay open, or nobody
# could show them beside a link; so do pages, each of which names the address it is known by.
CLOSED = ("/_", "/api/v1/observations", "/data/", "/manadslage/*/kort/")

Dated = tuple[str, str]  # an address without a host, and the day it last changed, perhaps empty


def tag() -> str:
    """What these answers change with besides the release: the issues kept."""
    kept = [archive.issues(region) for region in model.regions()]
    return sha256(repr(kept).encode()).hexdigest()[:8]


# --- the icon, and what it is installed as ---


def _as_svg() -> Response:
    return Response(icon.icon(), mimetype="image/svg+xml")


def _as_png(pixels: int) -> Response:
    drawn = png.png(icon.icon(pixels / png.SHARPNESS), words=False)
    return Response(drawn, mimetype="image/png")


def _manifest() -> Response:
    """The portal as a browser may install it, in the language asked for."""
    lang = address.language()
    icons = [{"src": "/icon.svg", "type": "image/svg+xml", "sizes": "any"}]
    icons += [
        {"src": f"/icon-{size}.png", "type": "image/png", "sizes": f"{size}x{size}"}
        for size in SIZES
    ]
    said = {
        "name": f"{shell.NAME}: {say(lang, *home.TITLE)}",
        "short_name": shell.NAME,
        "description": say(lang, *shell.DESCRIPTION),
        "lang": lang,
        "start_url": address.link("/", lang),
        "display": "minimal-ui",  # a choice is an address: Back and reload are needed
        "background_color": token("paper"),
        "theme_color": token("accent"),
        "icons": icons,
    }
    body = json.dumps(said, ensure_ascii=False)
    return Response(body, mimetype="application/manifest+json")


def _speculation() -> Response:
    """Pages that a browser may fetch when a reader rests on their link; never files or the API."""
    files = [{"href_matches": f"/{path}"} for path in ("api/*", "data/*", "karta/*", "*.*")]
    elsewhere = [{"selector_matches": "[download]"}, *files]
    pages_ = {"and": [{"href_matches": "/*"}, {"not": {"or": elsewhere}}]}
    body = json.dumps({"prefetch": [{"where": pages_, "eagerness": "moderate"}]})
    return Response(body, mimetype="application/speculationrules+json")


# --- for those who index ---


def _robots() -> Response:
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    sitemap = f"Sitemap: {origin.address()}/sitemap.xml"
    return Response(f"User-agent: *\n{closed}\n{sitemap}\n", mimetype="text/plain")


def _sitemap() -> Response:
    """Every page in both languages, each with the other beside it."""
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for path, day in (*_pages(), *_reports()):
        for lang in get_args(Lang):
            root.append(_url(path, day, lang))
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype="application/xml")


def _url(path: str, day: str, lang: Lang) -> ET.Element:
    url = ET.Element("url")
    ET.SubElement(url, "loc").text = _whole(path, lang)
    if day:
        ET.SubElement(url, "lastmod").text = day
    for each in get_args(Lang):
        other = {"rel": "alternate", "hreflang": each, "href": _whole(path, each)}
        ET.SubElement(url, "xhtml:link", other)
    return url


def _whole(path: str, lang: Lang) -> str:
    return origin.address() + address.in_language(path, lang)


def _pages() -> Iterator[Dated]:
    """Each page as new as the release; an indicator's as the day its figures were taken."""
    published = _published()
    for page in pages.every():
        for path in page.addresses():
            indicator = data.indicator(path.removeprefix(page.prefix)) if page.variable else None
            yield path, indicator.taken.isoformat() if indicator else published
        yield from ((address_, published) for address_ in page.of_places())


def _reports() -> Iterator[Dated]:
    """The issues of Månadsläge that are kept."""
    for region in model.regions():
        for issue in archive.issues(region):
            release = (archive.record(region, issue) or {}).get("release", "")
            yield f"/manadslage/{region}/{issue}.html", _day(release)


def _published() -> str:
    """The day the release became the current one; of one that ships the newest of its figures."""
    since = standing.current_since()
    return since.date().isoformat() if since else _day(data.release().id)


def _day(release: str) -> str:
    """The newest day of a release's figures, which its name begins with; one without has none."""
    found = match(r"\d{4}-\d\d-\d\d(?=-)", release)
    return found[0] if found else ""


FILES: dict[str, Callable[[], Response]] = {
    "icon.svg": _as_svg,
    **{f"icon-{size}.png": partial(_as_png, size) for size in SIZES},
    "manifest.webmanifest": _manifest,
    "robots.txt": _robots,
    "speculation.json": _speculation,
    "sitemap.xml": _sitemap,
}
