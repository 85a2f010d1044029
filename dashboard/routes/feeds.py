"""What changed, release by release: an Atom feed to follow, and a CSV of the cells."""

from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pandas as pd
from flask import Response, request

from dashboard import address, data, text
from dashboard.parts import shell
from dashboard.revisions import changes as revisions
from dashboard.revisions import choices
from dashboard.revisions import words as revision_words
from dashboard.revisions.changes import Comparison
from dashboard.revisions.choices import Chosen
from dashboard.routes import atom, observed, tables
from dashboard.routes.ask import Strict
from dashboard.routes.exports import Export
from dashboard.text import Lang, say
from etl.store.changes import CELLS, CHANGES, Changed

PAGE = "/revideringar"
COLUMNS = ["release", "since", *CELLS[:2], "region_name", *CELLS[2:], "old_unit", "unit", "source"]


def changes() -> Response:
    """The changes of each release that is kept, newest first; `indicator`, `region` limit them.

    An entry's id is made of the release and the question: the same in every run, on any server.
    Raises Refused when the question cannot be answered.
    """
    limits, lang = _asked(["indicator", "region"], "lang"), address.language()
    feed = _feed(limits, lang)
    for comparison in revisions.history():
        found = revisions.limited(comparison, **limits)
        if found or not limits:
            feed.append(entry(comparison, found, limits, lang))
    return atom.response(feed)


def table() -> Export:
    """The cells that one release changed (the newest, or `release`), one row each, in COLUMNS.

    `indicator`, `region` and `change` limit them. Raises Refused when the question cannot be
    answered, or has more than limits.ROWS rows for an answer.
    """
    asked = _asked(["release", "indicator", "region", "change", "format"])
    comparison = choices.comparison(asked)
    frame = _frame(comparison, asked) if comparison else pd.DataFrame(columns=COLUMNS)
    observed.counted(len(frame), ["indicator", "region", "change"])
    written = tables.FLAVOURS[asked.get("format", "csv")]
    name = f"revideringar_{comparison.changes.release if comparison else 'inga'}.csv"
    return Export(written.write([frame]), written.mimetype, name)


def _asked(names: list[str], *more: str) -> Chosen:
    """What the address asks of these; raises Refused for what is neither they nor one `more`."""
    asked = Strict(request.args, [*names, *more])
    asked.demand_words()
    return choices.parse(asked, names)


# --- the file ---


def _frame(comparison: Comparison, asked: Chosen) -> pd.DataFrame:
    """The cells in COLUMNS, each value beside the unit it was given in."""
    wanted = asked.get("change")
    cells = revisions.cells(
        comparison,
        asked.get("indicator", ""),
        asked.get("region", ""),
        [change for change in CHANGES if change == wanted] or None,
    )
    meanings, told = comparison.release.indicators, comparison.changes
    units = {each.id: meanings[each.id].unit for each in told.indicators if each.id in meanings}
    earlier = {each.id: each.words["unit"][0] for each in told.indicators if "unit" in each.words}
    places = zip(cells["indicator"], cells["period"], strict=True)
    return cells.assign(
        release=told.release,
        since=told.since,
        region_name=cells["region"].map(data.region_names("sv")).fillna(""),
        old_unit=cells["indicator"].map(units | earlier),
        unit=cells["indicator"].map(units),
        source=[text.source_at(meanings[id_], p) if id_ in meanings else "" for id_, p in places],
    )[COLUMNS]


# --- the feed ---


def _feed(limits: Chosen, lang: Lang) -> ET.Element:
    asked = {**limits, **address.choice(lang)}
    title = f"{shell.NAME}: {_subject(limits, lang)}"
    feed = atom.feed(_id("feed", limits, lang), title, data.release().id, lang)
    atom.link(feed, "self", f"{PAGE}.atom", asked)
    atom.link(feed, "alternate", PAGE, asked)
    return feed


def entry(comparison: Comparison, found: list[Changed], limits: Chosen, lang: Lang) -> ET.Element:
    """What one release changed, in a sentence each."""
    told = comparison.changes
    title = f"{told.release[:10]}: {revision_words.summary(found, lang)}"
    sentences = [
        f"{revision_words.title(each, lang)}: {' '.join(revision_words.sentences(each, lang))}"
        for each in found
    ]
    content = "\n".join(sentences) or revision_words.summary(found, lang)
    made = atom.entry(_id(told.release, limits, lang), title, told.release, content)
    kept = {"release": told.release, **limits, **address.choice(lang)}
    atom.link(made, "alternate", PAGE, kept)
    return made


def _id(release: str, limits: Chosen, lang: Lang) -> str:
    return atom.identity(f"{release}?{urlencode(sorted({**limits, 'lang': lang}.items()))}")


def _subject(limits: Chosen, lang: Lang) -> str:
    indicator = data.indicator(limits.get("indicator", ""))
    parts = [
        say(lang, "vad som ändrats", "what changed"),
        text.title(indicator, lang) if indicator else limits.get("indicator", ""),
        data.region_name(limits["region"], lang) if "region" in limits else "",
    ]
    return ", ".join(part for part in parts if part)
