"""Månadsläge as files: an issue as it was kept, with what came after it, or the state just now."""

import json
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256

from flask import Response

from dashboard import address, data, prose
from dashboard.parts import shell, unreadable
from dashboard.report import archive, card, document, forms, introduction, model, pdf
from dashboard.report.edition import edition
from dashboard.report.news import Revised, revised
from dashboard.routes import atom
from dashboard.routes.ask import Refused
from dashboard.text import Lang, say
from etl.store.lost import Lost

NOW = "senaste"


def written(region: str, issue: str, kind: str, lang: Lang) -> bytes:
    """A report's form as bytes; raises Refused where there is no such one."""
    _known(region, kind)
    if isinstance(broken := archive.opened(region, issue), Lost):
        raise _unreadable(region, broken)
    name = _issue(region, issue)
    if name is not None:
        return _kept(region, name, kind, lang)
    report = model.report(region)
    if issue not in (NOW, report.issue):
        known = [f"/manadslage/{region}/{each}.{kind}" for each in (NOW, *archive.issues(region))]
        raise Refused(404, f"There is no issue {issue[:20]!r} of that report.", known)
    return _made(lambda: forms.write(edition(report, "now"), kind, lang))


def opened(region: str, indicator: str, lang: Lang) -> str:
    """A card of the report as it stands now, opened; raises Refused where it has no such card."""
    _known(region)
    report = model.report(region)
    cards = {each.indicator.id: each for each in report.cards}
    if indicator not in cards:
        raise Refused(404, f"The report has no card {indicator[:40]!r}.", list(cards))
    return card.html(report, cards[indicator], lang)


def followed(region: str, lang: Lang) -> Response:
    """A region's issues as an Atom feed, the newest first: each with what stands out in it."""
    _known(region)
    every = ((issue, archive.record(region, issue)) for issue in archive.issues(region))
    kept = [(issue, record) for issue, record in every if record]
    where = prose.place(region, lang)
    title = f"{shell.NAME}: {say(lang, 'Månadsläge', 'Monthly report')} {where}"
    newest = kept[0][1]["release"] if kept else ""
    query = address.choice(lang)
    feed = atom.feed(atom.identity(f"manadslage/{region}/{lang}"), title, newest, lang)
    atom.link(feed, "self", f"/manadslage/{region}.atom", query)
    atom.link(feed, "alternate", "/manadslage", {"region": region, **query})
    for issue, record in kept:
        content = "\n".join(record["told"][lang])
        name = atom.identity(f"manadslage/{region}/{issue}/{lang}")
        entry = atom.entry(name, record["title"][lang], record["release"], content)
        atom.link(entry, "alternate", f"/manadslage/{region}/{issue}.html", query)
        feed.append(entry)
    return atom.response(feed)


def _known(region: str, kind: str = "html") -> None:
    if region not in model.regions():
        raise Refused(404, f"There is no report of {region[:20]!r}.", model.regions())
    if kind not in forms.KINDS:
        raise Refused(404, f"There is no report as {kind[:20]!r}.", list(forms.KINDS))


def _issue(region: str, issue: str) -> str | None:
    """The kept issue that is asked for; the newest is what stands now while its figures do."""
    if archive.record(region, issue):
        return issue
    newest = next(iter(archive.issues(region)), "")
    kept = archive.record(region, newest) if issue == NOW else None
    return newest if kept and kept["release"] == data.release().id else None


def _kept(region: str, issue: str, kind: str, lang: Lang) -> bytes:
    """As it was made, with a note of what came after; the kept files stay as they are."""
    later = since(region, issue)
    if kind == "json":
        return _data(region, issue, later, lang)
    if kind == "pptx":
        return _form(region, issue, f"{lang}.pptx")
    page = _form(region, issue, f"{lang}.html").decode(errors="replace")
    added = document.with_added(page, region, issue, later, lang)
    if kind == "html":
        return added.encode()
    content = archive.form(region, issue, f"{lang}.pdf", bytes)
    if isinstance(content, bytes) and added == document.bare(page):
        return content
    return _made(lambda: pdf.pdf(added))


def _form(region: str, issue: str, name: str) -> bytes:
    """A file of an issue as it was made; raises Refused where it cannot be read any more."""
    found = archive.form(region, issue, name, bytes)
    if isinstance(found, bytes):
        return found
    raise _unreadable(region, found or Lost(archive.folder(region, issue) / name, "it is gone"))


def _unreadable(region: str, lost: Lost) -> Refused:
    """That an issue, or a form of it, is damaged, and which others there are."""
    others = [f"/manadslage/{region}/{each}.html" for each in (NOW, *archive.issues(region))]
    what = ("Utgåvan", f"The issue {lost.path.parent.name}")
    return Refused(503, unreadable.sentence(lost, what, "en"), others)


def _data(region: str, issue: str, later: tuple[Revised, ...], lang: Lang) -> bytes:
    written = introduction.written(region, issue, lang)
    told = {"introduction": written and written[0], "revised": [asdict(each) for each in later]}
    record = archive.record(region, issue)
    return json.dumps({**(record or {}), "added": told}, ensure_ascii=False).encode()


def since(region: str, issue: str) -> tuple[Revised, ...]:
    """What a kept issue rests on and is another figure now."""
    record = archive.record(region, issue)
    return revised(record, model.report(region).figures) if record else ()


def tag(region: str, issue: str) -> str:
    """What a report's address gives changes with: the issues kept, and the editor's words.

    Raises Refused where there is no report of the region.
    """
    _known(region)
    name = _issue(region, issue) or issue
    words = (introduction.written(region, name, lang) for lang in forms.LANGS)
    told = repr([archive.issues(region), *words])
    return sha256(told.encode()).hexdigest()[:8]


def _made(make: Callable[[], bytes]) -> bytes:
    try:
        return make()
    except pdf.NoPango as error:
        raise Refused(501, str(error), ["html", "json", "pptx"]) from error
