"""Which releases are kept, and how to learn that there is a new one."""

from typing import Any

from dashboard import address, data, limits, text
from dashboard.door import terms
from dashboard.door.asking import API, example
from dashboard.parts import cards, controls
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from etl.errors import EtlError
from etl.store import releases
from etl.store.release import Release

SHOWN = 12  # releases that are told


def release_list(lang: Lang) -> html.Section:
    """The releases that are kept, and the files of each as they lie."""
    head = (
        say(lang, "Dataversion", "Release"), say(lang, "Rader", "Rows"), "sha256",
        say(lang, "Filer", "Files"),
    )  # fmt: skip
    rows = [_release(each, lang) for each in _kept()]
    told = say(
        lang,
        "Varje gång siffrorna ändras blir de en ny dataversion. En sparad dataversion ändras "
        "aldrig: samma adress ger samma byte.",
        "Each time the figures change they become a new release. One that is kept never "
        "changes: the same address gives the same bytes.",
    )
    more = html.P(
        [
            html.A(say(lang, "Alla som data", "All as data"), href=f"{API}/releases"),
            " · ",
            html.A(
                say(lang, "Vad som ändrats", "What changed"),
                href=address.link("/revideringar", lang),
            ),
        ]
    )
    title = say(lang, "Dataversioner", "Releases")
    table = cards.table(title, head, rows, className="forms")
    return cards.card(html.H2(title), html.P(told), table, more, id="dataversioner")


def _kept() -> list[Release]:
    """The one that is shown and those that are kept, the newest first, but none that is damaged."""
    shown = data.release()
    found = [shown, *(each for each in releases.kept(data.folder()) if each.path != shown.path)]
    return [each for each in found[:SHOWN] if _is_readable(each)]


def _is_readable(release: Release) -> bool:
    try:
        return bool(release.id)
    except EtlError:
        return False


def _release(of: Release, lang: Lang) -> list[Any]:
    links = [
        part
        for name, seal in of.seals.items()
        if name.endswith(".parquet")
        for part in (
            html.A(name, href=f"{API}/releases/{of.id}/{name}"),
            f" {_size(seal.size, lang)} ",
        )
    ]
    number = text.number(of.manifest.get("rows"), 0, lang)
    rows = say(lang, f"{number} rader", f"{number} rows")
    return [html.Code(of.id), rows, html.Code(of.content[: terms.SHORT]), html.Span(links)]


def _size(size: int, lang: Lang) -> str:
    """`8,4 MB`."""
    return f"{text.number(size / limits.MB, 1, lang)}{text.SPACE}MB"


def subscriptions(lang: Lang) -> html.Section:
    """Feeds and a calendar: what tells when there is something new."""
    named = [
        {"value": each.id, "label": text.title(each, lang)} for each in data.indicators().values()
    ]
    form = html.Form(
        [
            controls.select("indicator", say(lang, "Indikator", "Indicator"), named, example()),
            controls.select(
                "region", say(lang, "Område", "Region"), controls.region_options(lang), "24"
            ),
            *controls.language(lang),
            html.Button(
                say(lang, "Öppna flödet", "Open the feed"), type="submit", className="primary"
            ),
        ],
        action="/atom",
        className="choices",
    )
    words = say(
        lang,
        "Följ en siffra i en flödesläsare: flödet får en ny post när siffran är ny eller ändrad.",
        "Follow a figure in a feed reader: the feed has a new entry when the figure is new "
        "or changed.",
    )
    links = [
        (
            say(lang, "Kalender över väntade publiceringar", "Calendar of expected publications"),
            address.link("/kalender.ics", lang),
        ),
        (
            say(lang, "Flöde över allt som ändrats", "Feed of all that changed"),
            address.link("/revideringar.atom", lang),
        ),
    ]
    title = say(lang, "Prenumerera", "Subscribe")
    return cards.card(html.H2(title), html.P(words), form, cards.buttons(links), id="prenumerera")
