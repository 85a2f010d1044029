"""What was found as a reader meets it: titles, addresses, and the newest value of the place."""

from collections.abc import Iterable, Iterator
from math import isnan
from typing import Any, Literal, NamedTuple

from dashboard import address, data, text
from dashboard.search.find import Found
from dashboard.search.index import Lead, Page
from dashboard.search.names import Named
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator, level_of

Kind = Literal["place", "indicator", "topic", "page"]
BESIDE = 3  # places that have room after what else was found
Values = dict[str, Any]  # a place's newest observation by indicator


class Hit(NamedTuple):
    """One thing that was found; `value` and its `period` where there is a place to show it of."""

    kind: Kind
    id: str
    title: str
    note: str
    address: str
    value: str = ""
    period: str = ""


def hits(found: Found, lang: Lang, most: int) -> list[Hit]:
    """The best answer first: what was typed, before what begins so or only tells of it.

    A place that was named beside something else comes after what was found of it.
    """
    places = [_place(each, lang) for each in (*found.places, *found.begun)][:most]
    leading = not (found.sure or (found.places and found.entries))
    room = most - len(places if leading else places[:BESIDE])
    entries = list(_entries(found.entries[:room], found.place, lang))
    return [*places, *entries] if leading else [*entries, *places][:most]


def of_place(place: Named, pages: Iterable[Page], lang: Lang) -> list[Hit]:
    """The pages that show a place, where nothing else was asked of it."""
    shown = (each for each in pages if _has(each, place.code))
    return [_page(each, place, lang) for each in shown]


def name(place: Named, lang: Lang) -> str:
    """What a place is called today: the four counties have a name too."""
    if place.code == data.NORTH:
        words = say(lang, *data.NORTH_NAME)
        return words[:1].upper() + words[1:]
    return data.region_name(place.code, lang)


def _place(place: Named, lang: Lang) -> Hit:
    note = " · ".join(filter(None, [_kind(place.code, lang), say(lang, *place.note)]))
    return Hit("place", place.code, name(place, lang), note, address.place(place.code, lang))


def _kind(code: str, lang: Lang) -> str:
    """What a place is: `kommun i Norrbottens län`."""
    if code == data.NORTH:
        return say(lang, *data.FOUR)
    county = data.region_name(code[:2], lang)
    kinds = {
        "municipality": say(lang, f"kommun i {county}", f"municipality in {county}"),
        "county": say(lang, "län", "county"),
        "country": say(lang, "hela landet", "the whole country"),
    }
    return kinds[level_of(code)]


def _entries(entries: Iterable[Lead], place: Named | None, lang: Lang) -> Iterator[Hit]:
    entries = [*entries]
    ids = [each.indicator.id for each in entries if each.indicator]
    known = place is not None and data.region(place.code) is not None
    values = data.headlines(place.code, ids) if place and known and ids else {}
    region = {"region": place.code} if place and known else {}
    for each in entries:
        if each.indicator:
            yield _indicator(each.indicator, values, region, lang)
        elif each.page:
            yield _page(each.page, place, lang)
        else:
            yield _topic(each.topic, region, lang)


def _indicator(each: Meaning, values: Values, region: dict[str, str], lang: Lang) -> Hit:
    where = address.link(f"/indikatorer/{each.id}", lang, **region)
    hit = Hit("indicator", each.id, text.title(each, lang), _told(each, lang), where)
    row = values.get(each.id)
    if row is None:
        return hit
    value = None if isnan(row.value) else row.value
    when = [text.period(row.period, lang)]
    when += [text.sex(row.sex, lang)] if row.sex != "T" else []
    when += [text.age(row.age, lang)] if row.age != "total" else []
    quantity = text.quantity(value, each, lang, row.status)
    return hit._replace(value=quantity, period=", ".join(when))


def _told(each: Meaning, lang: Lang) -> str:
    """What an indicator's figures are of, or that they are awaited."""
    if not isinstance(each, PublishedIndicator):
        return text.awaited(lang, each.source)
    levels = text.levels(each, lang)
    return " · ".join([text.unit(each, lang), levels, text.agency(each)])


def _page(page: Page, place: Named | None, lang: Lang) -> Hit:
    code = place.code if place and _has(page, place.code) else ""
    where = address.link(page.path, lang, **({"region": code} if code else {}))
    note = name(place, lang) if place and code else say(lang, "sida", "page")
    return Hit("page", page.path, say(lang, *page.title), note, where)


def _has(page: Page, code: str) -> bool:
    """Whether a page can be of a place."""
    return page.regional and (code in page.places if page.places else code in data.regions())


def _topic(topic: str, region: dict[str, str], lang: Lang) -> Hit:
    members = data.topics()[topic]
    title = say(lang, members[0].topic_title, members[0].topic_title_en)
    count = sum(each.id in data.indicators() for each in members)
    note = say(lang, f"ämne · {count} indikatorer", f"topic · {count} indicators")
    where = address.link("/indikatorer", lang, **region) + f"#{topic}"
    return Hit("topic", topic, title, note, where)
