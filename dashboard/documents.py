"""Pages as documents: each is made once for its address and release, and kept while it is true."""

import hashlib
import json
import os
import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple, Self, get_args
from urllib.parse import parse_qsl, urlsplit

import flask
from dash.development.base_component import Component
from werkzeug.datastructures import MultiDict

from dashboard import address, data, encoding, frozen, limits, pages, shared, trail, version
from dashboard.map import png
from dashboard.parameters import Parameters
from dashboard.parts import live, not_found, place, prerender, shell
from dashboard.parts import unreadable as broken
from dashboard.text import Lang, say
from dashboard.turns import Turns
from etl.store.files import stamp
from etl.store.kept import Kept

QUICK = 4  # of brotli's eleven levels, for what is packed for one answer
LONGEST = 300  # characters of a description: what those who index and show links have room for
_BETWEEN = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ0-9])")  # two sentences


class Asked(NamedTuple):
    """A page's address: its path, and of its query what the page reads, in the page's own order."""

    path: str
    query: tuple[tuple[str, str], ...]
    release: str = ""  # that it is frozen to, kept or not

    @property
    def address(self) -> str:
        """The path with that query, of the newest figures."""
        return address.of(self.path, self.query)

    @property
    def arguments(self) -> dict[str, Any]:
        """The query as `layout` takes it: texts, or lists where a name is repeated."""
        lists = MultiDict(self.query).to_dict(flat=False)
        return {name: each if len(each) > 1 else each[0] for name, each in lists.items()}

    @property
    def place(self) -> trail.Place:
        """What of it goes on to the next page."""
        return trail.of(self.path, Parameters(self.arguments))


@dataclass(frozen=True)
class Document:
    """A page as it is sent, and what a choice that leads to it changes on the page before it.

    Both are kept packed with brotli: a tenth of what they are, and soon unpacked.
    """

    status: int
    small: bytes
    changes: bytes
    tag: str

    @property
    def html(self) -> bytes:
        """The page, for who takes no brotli."""
        return encoding.unpacked(self.small)

    @property
    def answer(self) -> live.Answer:
        """What a choice changes."""
        answer: live.Answer = json.loads(encoding.unpacked(self.changes))
        return answer

    @property
    def size(self) -> int:
        """Bytes that are kept of it."""
        return len(self.small) + len(self.changes)

    def written(self) -> bytes:
        """The document as `read` reads it."""
        said = json.dumps([self.status, self.tag, len(self.small)])
        return b"\n".join([said.encode(), self.small + self.changes])

    @classmethod
    def read(cls, content: bytes) -> Self:
        """The document that was written."""
        said, _, both = content.partition(b"\n")
        status, tag, length = json.loads(said)
        return cls(status, both[:length], both[length:], tag)


_turns = Turns(limits.PAGES, limits.CLIENT_PAGES, limits.MAKING)
_kept = Kept[Document](limits.KEPT_DOCUMENTS)


def asked(path: str, query: MultiDict[str, str]) -> Asked:
    """What of an address a page reads: `utm_source` and its like make no other document."""
    given = Parameters(query)
    release = given.one(frozen.NAME)
    with frozen.showing(release):
        found = pages.find(path)
    names = found[0].query if found else ()
    pairs = [(name, each) for name in names for each in given.texts(name)]
    pairs += address.choice(given.lang).items()
    return Asked(path, tuple(pairs), release if found is None or found[0].freezes else "")


def head(wanted: Asked, page: Component, status: int) -> shell.Head:
    """What the document of a page says of it, as the page has it or its content does."""
    found = pages.find(wanted.path)
    own = found[0] if found else None
    lang = Parameters(wanted.arguments).lang
    title = own.titled(*found[1].values()) if own and found else not_found.TITLE
    said = live.said(page, "title") or say(lang, *title)
    newest, of = live.said(page, "address") or wanted.address, wanted.release
    return shell.Head(
        lang=lang,
        title=f"{said} – {shell.NAME}",
        description=_cut(
            live.said(page, "description") or _told(page) or say(lang, *shell.DESCRIPTION)
        ),
        address=frozen.fixed(newest, of),
        newest=newest if of else "",
        languages={
            each: frozen.fixed(address.in_language(wanted.address, each), of)
            for each in get_args(Lang)
        },
        picture=_picture(frozen.fixed(live.said(page, "picture"), of), said, lang),
        styles=own.styles if own else (),
        scripts=own.scripts if own else (),
        found=status == 200,
    )


def _told(page: Component) -> str:
    """The page's lead; of one that has none its first paragraph that is a sentence."""
    paragraphs = [each for each in prerender.elements(page) if each._type == "P"]
    leads = [each for each in paragraphs if "lead" in str(getattr(each, "className", "")).split()]
    told = (prerender.words(each).strip() for each in (*leads, *paragraphs))
    return next((words for words in told if words.endswith(".")), "")


def _cut(words: str) -> str:
    """As many whole sentences as LONGEST has room for; of one that is longer, whole words."""
    if len(words) <= LONGEST:
        return words
    ends = [each.start() for each in _BETWEEN.finditer(words) if each.start() <= LONGEST]
    return words[: ends[-1]] if ends else f"{words[:LONGEST].rpartition(' ')[0]}…"


def _picture(own: str, title: str, lang: Lang) -> shell.Picture | None:
    """The page's picture, else the portal's; none where this machine has no font to draw words."""
    if not png.available():
        return None
    if not own:
        words = say(
            lang,
            "Norrläget och en karta över norra Sverige",
            "Norrläget and a map of northern Sweden",
        )
        return shell.Picture(address.link(f"{shell.DRAWN}norrlaget.png", lang), words)
    kind = ("Diagram", "Chart") if own.startswith(shell.DRAWN) else ("Karta", "Map")
    return shell.Picture(own, f"{say(lang, *kind)}: {title}")


def content(wanted: Asked) -> tuple[Component, int]:
    """The page at an address and its status: its own where it says one, 404 where there is none."""
    found = pages.find(wanted.path)
    if not frozen.is_shown(wanted.release):
        return frozen.gone(wanted.release, wanted.address, Parameters(wanted.arguments).lang), 404
    if found is None:
        return not_found.layout(wanted.path, **wanted.arguments), 404
    page, name = found
    made = page.layout(**{**wanted.arguments, **name})
    return made, int(live.said(made, "status") or 200)


def _of_place(wanted: Asked, page: Component) -> list[Component]:
    """What a page that is asked for a place has above it: which it is, where it is another."""
    found, asked = pages.find(wanted.path), Parameters(wanted.arguments)
    if found is None or "region" not in found[0].query:
        return []
    code, shown, only = asked.each("region")[:1], live.said(page, "region"), live.said(page, "only")
    return [place.told("".join(code), shown, wanted.path, asked.lang, only)]


def document(wanted: Asked, dash: str, hashed: frozen.Hashed) -> Document:
    """The document at an address; `dash` is what of Dash sleeps in it, as HTML.

    `hashed` gives the hash of a file's bytes.
    """
    key = _key(wanted)

    def make() -> Document:
        laid_out, status = content(wanted)
        said = head(wanted, laid_out, status)
        shown = [*_of_place(wanted, laid_out), laid_out]
        before, after = frozen.around(laid_out, said, wanted.release, hashed)
        answer = {
            **live.answer([before, *shown, after]),
            "title": said.title,
            "address": said.address,
        }
        for id_, each in answer["parts"].items():
            kept = "" if id_ in frozen.PARTS else wanted.release
            each["html"] = trail.written(frozen.written(each["html"], kept), wanted.place)
        inside = frozen.written(prerender.markup(shown), wanted.release)
        whole = f"{prerender.markup(before)}{inside}{prerender.markup(after)}"
        written = shell.document(said, whole, pages.menu(), pages.footer(), dash)
        html = trail.written(written, wanted.place).encode()
        tag = f"{version.mark()}-{hashlib.sha256(html).hexdigest()[:16]}"
        small = encoding.packed(html, "br", 7)  # 9 saves a hundredth more in six times the time
        changes = encoding.packed(json.dumps(answer).encode(), "br")
        return Document(status, small, changes, tag)

    def in_turn() -> Document:
        with _turns.turn():  # somebody else may have made it meanwhile
            return _kept.there(key) or shared.found(key, make, Document.written, Document.read)

    return _kept.get(key, in_turn)


def popular() -> list[Asked]:
    """What readers asked for last, the latest first, and each page in each language."""
    kept = [key[0] for key in _kept.latest() if isinstance(key, tuple)]
    paths = [each.path for each in pages.every() if not each.variable]
    plain = [Asked(path, query) for path in paths for query in ((), (("lang", "en"),))]
    return list(dict.fromkeys([*kept, *plain]))


def unasked() -> list[Asked]:
    """The pages of the north's regions and of names, in Swedish, that nobody has asked for yet."""
    every = pages.every()
    sited = [each for page in every for each in page.of_places()[: limits.LIKELY_PLACES]]
    named = [each for page in every if page.variable for each in page.addresses()]
    split = map(urlsplit, (*sited, *named))
    those = (asked(each.path, MultiDict(parse_qsl(each.query))) for each in split)
    return [each for each in those if not _kept.there(_key(each))]


def busy() -> bool:
    """Whether anybody waits for a page to be made, or the machine has enough to do."""
    return _turns.busy or _loaded()


def _loaded() -> bool:
    """Whether more than half of the processors had work in the last minute, ours or others'."""
    return os.getloadavg()[0] > limits.LOADED * (os.cpu_count() or 1)


def is_made(wanted: Asked) -> bool:
    """Whether a worker has made a page already."""
    return shared.has(_key(wanted))


def unreadable() -> flask.Response:
    """The page in place of any other where there are no figures to be read."""
    lang = Parameters(flask.request.args.to_dict()).lang
    head = shell.Head(
        lang=lang,
        title=f"{say(lang, *broken.TITLE)} – {shell.NAME}",
        description=say(lang, *shell.DESCRIPTION),
        address="/",
        languages={each: address.in_language("/", each) for each in get_args(Lang)},
        picture=None,
        styles=(),
        scripts=(),
        found=False,
    )
    content = prerender.markup(broken.page(lang))
    html = shell.document(head, content, pages.menu(), pages.footer(), "")
    response = flask.Response(html, 503, mimetype="text/html")
    response.headers.update({"Cache-Control": "no-store", "Retry-After": "60"})
    return response


def _key(wanted: Asked) -> tuple[Hashable, ...]:
    """A page, and what its document is true of: the release, what else it rests on, and the day."""
    found = pages.find(wanted.path)
    paths = found[0].rests_on(**{**wanted.arguments, **found[1]}) if found else []
    paths = [data.folder() / "status.json", *paths]
    known = version.mark(), data.release().path, data.damages()
    return wanted, *known, datetime.now(UTC).date(), *map(stamp, paths)


def response(made: Document) -> flask.Response:
    """The document for this request, packed already where its reader takes what is kept."""
    small = encoding.chosen(flask.request.accept_encodings) == "br"
    html, tag = made.small if small else made.html, made.tag
    if unread := _unread():
        html, tag = _placed(made, unread, small), f"{tag}-{_mark(unread)}"
    answer = flask.Response(html, made.status, mimetype="text/html")
    if small:
        answer.headers["Content-Encoding"] = "br"
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Speculation-Rules"] = '"/speculation.json"'
    answer.set_etag(tag)
    return answer


Unread = tuple[tuple[str, str], ...]  # what of a place a page does not read


def _unread() -> Unread:
    """What of this request's place its page does not read: its document is kept for all places."""
    path, query = flask.request.path, flask.request.args
    there, read = trail.of(path, Parameters(query)), asked(path, query).place
    return tuple((name, word) for name, word in there.items() if name not in read)


@lru_cache(maxsize=64)  # of some 20 kB: what the readers of a few places go through
def _placed(made: Document, place: Unread, small: bool) -> bytes:
    """A document with a place in its links, packed or not."""
    html = trail.written(made.html.decode(), dict(place)).encode()
    return encoding.packed(html, "br", QUICK) if small else html


def _mark(place: Unread) -> str:
    return hashlib.sha256(repr(place).encode()).hexdigest()[:8]
