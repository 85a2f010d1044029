"""A feed of one indicator in one place: its newest figure, and each release that changed it."""

from xml.etree import ElementTree as ET

from flask import Response
from werkzeug.datastructures import MultiDict

from dashboard import address, data, text
from dashboard.parts import shell
from dashboard.revisions import changes as revisions
from dashboard.routes import ask, atom, feeds
from dashboard.routes.ask import Refused, Strict
from dashboard.text import Lang
from etl.model import Meaning, PublishedIndicator


def feed(arguments: MultiDict[str, str]) -> Response:
    """The feed of `indicator` and `region`; raises Refused where either is missing or unknown."""
    asked = Strict(arguments, ["indicator", "region", "lang"])
    asked.demand_words()
    for name in ("indicator", "region"):
        if len(asked.each(name)) != 1:
            known = ask.REGIONS if name == "region" else list(data.indicators())
            raise Refused(400, f"One {name} is needed.", known)
    of, region, lang = ask.meaning(asked.one("indicator")), asked.one("region"), asked.lang
    if data.region(region) is None:
        raise Refused(404, f"There is no region {region[:40]!r}.", ask.REGIONS)
    return atom.response(_feed(of, region, lang))


def _feed(of: Meaning, region: str, lang: Lang) -> ET.Element:
    limits = {"indicator": of.id, "region": region}
    query = {**limits, **address.choice(lang)}
    title = f"{shell.NAME}: {text.title(of, lang)}, {data.region_name(region, lang)}"
    root = atom.feed(atom.identity(f"{of.id}/{region}/{lang}"), title, data.release().id, lang)
    atom.link(root, "self", "/atom", query)
    page = f"/indikatorer/{of.id}", {"region": region, **address.choice(lang)}
    atom.link(root, "alternate", *page)
    row = data.headlines(region, [of.id]).get(of.id)
    if row is not None and isinstance(of, PublishedIndicator):
        period = text.period(row.period, lang)
        value = None if row.value != row.value else row.value  # NaN
        told = f"{period}: {text.quantity(value, of, lang, row.status)}"
        words = f"{text.title(of, lang)}, {data.region_name(region, lang)}. {told}"
        of_figure = atom.identity(f"{of.id}/{region}/{row.period}/{lang}")
        newest = atom.entry(of_figure, told, of.taken.isoformat() + "-", words)
        atom.link(newest, "alternate", *page)
        root.append(newest)
    for each in revisions.history():
        if found := revisions.limited(each, **limits):
            root.append(feeds.entry(each, found, limits, lang))
    return root
