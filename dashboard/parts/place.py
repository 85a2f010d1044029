"""What a page says of the place it was asked for, and how a reader has it remembered."""

from typing import Any

from dashboard import address, data, prose
from dashboard.parts import live
from dashboard.parts.controls import alphabetical
from dashboard.parts.elements import attributes, html
from dashboard.stranger import Stranger, stranger
from dashboard.text import Lang, say


def told(asked: str, shown: str, path: str, lang: Lang, only: str = "") -> html.P:
    """That there is no such place, or that the page shows another; empty where all is well.

    `shown` is the place that the page shows, empty where it shows none; `only` a sentence on
    which places it has.
    """
    found = stranger(asked, lang) if asked else None
    words = _strange(found, shown, path, lang) if found else _other(asked, shown, only, lang)
    return live.part(
        html.P(words or None, id="told", className="note", role="status", hidden=not words)
    )


def _strange(found: Stranger, shown: str, path: str, lang: Lang) -> list[Any]:
    here = say(
        lang, f"Här visas {prose.place(shown, lang)}.", f"This is {prose.place(shown, lang)}."
    )
    links = [
        html.A(f"{code} {data.region_name(code, lang)}", href=address.link(path, lang, region=code))
        for code in found.meant
    ]
    return [found.words, *_meant(links, lang), *([f" {here}"] if shown else [])]


def meant(found: Stranger, lang: Lang) -> list[Any]:
    """What is told of a stranger, with the pages of the places that may be meant."""
    links = [
        html.A(data.region_name(code, lang), href=address.place(code, lang)) for code in found.meant
    ]
    return [found.words, *_meant(links, lang)]


def _meant(links: list[html.A], lang: Lang) -> list[Any]:
    """` Menade du 0180 Stockholm?`, each a link; nothing where none is meant."""
    if not links:
        return []
    between = [say(lang, " eller ", " or ")] + [", "] * len(links)
    parts = [
        part for link, mark in zip(reversed(links), between, strict=False) for part in (mark, link)
    ]
    return [say(lang, " Menade du ", " Did you mean "), *reversed(parts[1:]), "?"]


def _other(asked: str, shown: str, only: str, lang: Lang) -> list[Any]:
    if not asked or not shown or asked == shown:
        return []
    wanted, here = prose.place(asked, lang), prose.place(shown, lang)
    other = say(
        lang,
        f"Sidan har inga siffror för {wanted} och visar {here} i stället.",
        f"The page has no figures for {wanted} and shows {here} instead.",
    )
    return [" ".join(filter(None, [only, other]))]


def listed(codes: list[str], lang: Lang) -> html.Ul:
    """Places in the order of the alphabet, each the way to its page."""
    links = [
        html.Li(html.A(data.region_name(code, lang), href=address.place(code, lang)))
        for code in alphabetical(codes)
    ]
    return html.Ul(links, className="places")


def remember(code: str, lang: Lang) -> html.Button:
    """A button by which a reader has a place remembered on this device, and forgotten again.

    It is kept in the browser alone (assets/place.mjs); without scripts the button is not there.
    """
    name = data.region_name(code, lang)
    keep = say(lang, f"Kom ihåg {name} på den här enheten", f"Remember {name} on this device")
    return html.Button(
        keep,
        type="button",
        className="scripted",
        **attributes(
            data_remember=address.place(code, "sv"),
            data_name=name,
            data_keep=keep,
            data_forget=say(
                lang, f"Glöm {name} på den här enheten", f"Forget {name} on this device"
            ),
        ),
    )
