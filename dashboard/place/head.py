"""The top of a place's page: who it is, where it lies, how it goes, and the ways on."""

from typing import Any

from dashboard import address, data, references, sentences
from dashboard.claims.claim import compared
from dashboard.map.locator import locator
from dashboard.parts import cards, controls, place
from dashboard.parts.elements import Input, drawn, html
from dashboard.place import words
from dashboard.place.model import Row
from dashboard.place.view import View, door, titled
from dashboard.references import Kind
from dashboard.similar import figures
from dashboard.similar import words as similarity
from dashboard.similar.choices import COUNTS, Choices
from dashboard.similar.peers import likeness
from etl.model import level_of


def head(view: View, ways: dict[str, str]) -> html.Div:
    """The place in its first view; `ways` are the addresses of other pages about it, by words."""
    return html.Div(
        [
            html.Div(drawn(locator(view.code, _lies(view))), className="where"),
            html.Div(
                [
                    _crumbs(view),
                    html.H1(titled(view.code, view.lang)),
                    html.P(_who(view), className="who"),
                    html.P(_population(view), className="lead"),
                    html.P(words.summary(view.profile, view.lang)),
                    _ways(view, ways),
                ]
            ),
        ],
        className="place-head",
    )


def _crumbs(view: View) -> html.Nav:
    north = view.say("Norra Sverige", "Northern Sweden")
    steps = [(north, view.link("/norra-sverige"))] if view.code[:2] in data.NORRLAND else []
    if view.county:
        name = data.region_name(view.county, view.lang)
        steps.append((name, view.place(view.county)))
    return cards.crumbs(*steps) if steps else html.Nav()


def _lies(view: View) -> str:
    if not view.county:
        return view.say(f"{view.name} på en karta", f"{view.name} on a map")
    county = data.region_name(view.county, view.lang)
    return view.say(f"{view.name} ligger i {county}", f"{view.name} lies in {county}")


def _who(view: View) -> str:
    """What kind of place it is: its group of municipalities, or how many it has."""
    if view.county:
        group = references.group_name(view.code, view.lang)
        return view.say(f"SKR-grupp: {group}", f"SKR group: {group}")
    count = len(data.municipalities_of(view.code))
    one = count == 1
    return view.say(
        f"Län med {count} {'kommun' if one else 'kommuner'}",
        f"County of {count} {'municipality' if one else 'municipalities'}",
    )


def _population(view: View) -> str:
    """The newest change of the population, as a claim tells it."""
    row = population(view)
    if row is None:
        return ""
    earlier = [each for each in sorted(row.series) if each < row.now.period]
    if not earlier:
        return ""
    then = type(row.now)(
        row.now.indicator, row.now.region, row.now.sex, row.now.age,
        earlier[-1], row.series[earlier[-1]], "",
    )  # fmt: skip
    claim = compared(row.now, then, "before", row.indicator.decimals)
    return sentences.sentence(claim, row.indicator, view.lang)


def population(view: View) -> Row | None:
    """The row of how many live there."""
    ids = [each.id for each in data.roles("population", "year")]
    return next((row for row in view.profile.rows if row.indicator.id in ids), None)


# --- the ways on ---


def _ways(view: View, ways: dict[str, str]) -> html.Div:
    """Other pages of the place, its files, and the printer."""
    like = similarity.heading(view.code, view.lang)
    printer = html.Button(view.say("Skriv ut", "Print"), type="button", className="print scripted")
    links = {like: view.link(f"{door(view.code)}/liknande"), **ways}
    return html.Div(
        [
            *(html.A(each, href=href, className="button") for each, href in links.items()),
            place.remember(view.code, view.lang),
            printer,
            cards.panel(view.say("Ladda ner allt", "Download all"), _files(view), "files"),
        ],
        className="acts",
    )


def _files(view: View) -> html.Ul:
    """Exactly the page as files; a workbook has words, and so a language."""
    path, asked = door(view.code), {**view.kept}
    excel, plain = cards.csv(view.say("Sidans siffror", "The page’s figures"), view.lang)
    return cards.files(
        [
            (view.say("Allt, Excel (XLSX)", "All, Excel (XLSX)"), view.link(f"{path}.xlsx")),
            (excel, view.csv(format="csv-sv")),
            (plain, view.csv()),
            ("JSON", address.of(f"{path}.json", asked)),
        ]
    )


# --- what it is compared with ---


def compare(view: View, strange: str) -> html.Div:
    """The choice of what the place is compared with, what that is, and what was not understood."""
    return html.Div(
        [
            *([html.P(strange, className="note", role="status")] if strange else []),
            _form(view),
            *_compared(view),
        ],
        className="compare",
    )


def _form(view: View) -> html.Form:
    reference = view.profile.reference
    kinds: list[Kind] = [*references.offered(view.code)]
    if reference.kind == "egna":
        kinds.append("egna")
    options = [
        {
            "value": reference.word if each == "egna" else each,
            "label": references.title(each, view.code, view.lang),
        }
        for each in kinds
    ]
    hidden = [
        Input(type="hidden", name=name, value=value)
        for name, value in view.kept.items()
        if name != references.NAME
    ]
    return html.Form(
        [
            controls.select(
                references.NAME, view.say("Jämför med", "Compare with"), options, reference.word
            ),
            *hidden,
            *controls.language(view.lang),
            controls.send(view.lang),
        ],
        action=door(view.code),
        className="filter",
        **controls.SENT_PAGE,
    )


def _compared(view: View) -> list[Any]:
    """Why it is not those like it, and the places that are compared with, each a link."""
    codes, told = view.profile.reference.codes, _instead(view)
    links = [html.A(data.region_name(code, view.lang), href=view.place(code)) for code in codes]
    named = [part for n, link in enumerate(links) for part in ((", " if n else ""), link)]
    why = [html.P(told, className="muted")] if told else []
    if not codes:
        return why
    if len(codes) <= references.MOST:
        before = view.say("Medianen bland ", "The median of ")
        return [*why, html.P([before, *named, "."], className="muted")]
    words_ = view.say(f"Medianen bland {len(codes)} kommuner", f"The median of {len(codes)} places")
    return [*why, cards.folded(words_, html.P([*named, "."], className="muted"))]


def _instead(view: View) -> str:
    """Why a place is not compared with those like it, where nobody chose that."""
    level, reference = level_of(view.code), view.profile.reference
    if references.NAME in view.kept or reference.kind == "liknande":
        return ""
    found = likeness(figures.model(level), view.code, Choices(COUNTS[level]))
    called = references.called(reference, view.code, view.lang)
    whom = called if reference.codes else view.say("riket", "Sweden")
    told = view.say(f"Sidan jämför därför med {whom}.", f"So the page compares with {whom}.")
    return " ".join([similarity.few(found, view.lang), told])
