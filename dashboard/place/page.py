"""The page of a place, municipality or county alike: its parts and their order."""

from typing import Any

from dashboard import data, origin, references, text
from dashboard.charts.strip import sign
from dashboard.parameters import Parameters
from dashboard.parts import cards, live
from dashboard.parts.elements import drawn, html
from dashboard.place import figures, head, members, words
from dashboard.place.model import Profile, Row
from dashboard.place.section import section
from dashboard.place.view import View, door, titled

QUERY = (*references.QUERY, members.SORT)
STYLES = ("figures", "place")
SCRIPTS = ("print",)


Ways = dict[tuple[str, str], str]


def layout(code: str, query: dict[str, Any], ways: Ways) -> html.Div:
    """The page of one place; `ways` are paths of other pages about it, by their words."""
    asked = Parameters(query)
    profile = figures.profile(code, references.parse(asked, code))
    view = View(profile, asked.lang, _kept(asked, profile))
    linked = {view.say(*named): view.link(path, region=code) for named, path in ways.items()}
    return live.page(
        [
            head.head(view, linked),
            head.compare(view, _strange(asked, view)),
            _stands_out(view),
            _legend(view),
            *(section(each, view) for each in profile.sections),
            *([] if view.county else [members.table(view, asked)]),
            _unjudged(view),
            _about(view),
            _beside(view),
        ],
        title=titled(code, view.lang),
        address=view.link(door(code)),
    )


def _kept(asked: Parameters, profile: Profile) -> dict[str, str]:
    """The choices that links keep: what was asked for and understood."""
    given = {name: asked.text(name) for name in references.QUERY if asked.text(name)}
    if references.NAME in given:
        given[references.NAME] = profile.reference.word
    return given


def _strange(asked: Parameters, view: View) -> str:
    """What of the comparison asked for there is not, and what is shown instead."""
    given = asked.each(references.NAME)
    if not given:
        return ""
    if given[0].startswith(references.OWN):
        wanted = [given[0].removeprefix(references.OWN), *given[1:]]
        unknown = [each for each in wanted if each not in view.profile.reference.codes]
    else:
        unknown = [each for each in given if each != view.profile.reference.kind]
    if not unknown:
        return ""
    called = references.called(view.profile.reference, view.code, view.lang)
    named = text.listed((data.region_name(each, view.lang) for each in unknown), view.lang)
    most = references.MOST
    return view.say(
        f"Det går inte att jämföra med {named} här: högst {most} platser av samma slag, och inte "
        f"platsen själv. Sidan jämför med {called}.",
        f"{named} cannot be compared with here: at most {most} places of the same kind, and not "
        f"the place itself. The page compares with {called}.",
    )


# --- what stands out ---


def _stands_out(view: View) -> html.Section:
    """At most three figures that are better and three that are worse, a sentence each."""
    profile, lang = view.profile, view.lang
    title = html.H2(view.say("Sticker ut", "What stands out"))
    if not profile.ahead and not profile.behind:
        return cards.card(title, html.P(_nothing(view)), id="sticker-ut")
    lists = [
        _outstanding(view.say("Bättre", "Better"), profile.ahead, "good", view),
        _outstanding(view.say("Sämre", "Worse"), profile.behind, "bad", view),
    ]
    return cards.card(
        title,
        html.Div([each for each in lists if each], className="apart"),
        html.P(words.certainty(lang), className="muted"),
        id="sticker-ut",
    )


def _nothing(view: View) -> str:
    called = references.called(view.profile.reference, view.code, view.lang)
    whom = called if view.profile.reference.codes else view.say("riket", "Sweden")
    return view.say(
        f"Inget sticker tydligt ut mot {whom}.", f"Nothing clearly stands out against {whom}."
    )


def _outstanding(title: str, rows: tuple[Row, ...], look: str, view: View) -> html.Div | None:
    if not rows:
        return None
    told = [
        html.Li(
            [
                html.A(
                    text.title(row.indicator, view.lang),
                    href=view.link(f"/indikatorer/{row.indicator.id}", region=view.code),
                ),
                html.P(words.outstanding(row, view.profile.reference, view.lang)),
            ]
        )
        for row in rows
    ]
    return html.Div([html.H3(title), html.Ul(told)], className=look)


# --- around the rows ---


def _legend(view: View) -> html.Div:
    """What the marks on the lines stand for."""
    reference = references.called(view.profile.reference, view.code, view.lang)
    median = view.say(f"medianen bland {reference}", f"the median of {reference}")
    told = [("own", view.name)]
    told += [("reference", median)] if view.profile.reference.codes else []
    told += [("county", data.region_name(view.county, view.lang))] if view.county else []
    told += [("riket", view.say("riket", "Sweden"))]
    marks = [html.Li([drawn(sign(kind)), each]) for kind, each in told]
    return html.Div(
        [
            html.Ul(marks),
            html.P(
                view.say(
                    "Varje streck är en plats. Den breda linjen är värdets osäkerhet, eller hur "
                    "mycket det brukar skilja mellan åren.",
                    "Each tick is a place. The broad line is how uncertain the figure is, or how "
                    "much it usually varies between years.",
                )
            ),
        ],
        className="legend",
    )


def _unjudged(view: View) -> html.Section:
    """What cannot be judged by name, under each reason."""
    found: dict[str, list[str]] = {}
    for each in view.profile.unjudged:
        reason = words.reason(each.why, view.lang)
        found.setdefault(reason, []).append(words.without(each, view.lang))
    title = html.H2(view.say("Det här kan inte bedömas", "What cannot be judged"))
    terms = [
        part
        for reason, those in found.items()
        for part in (html.Dt(reason), html.Dd("; ".join(those)))
    ]
    return cards.card(title, html.Dl(terms), id="obedomt", className="card about")


def _about(view: View) -> html.Section:
    """The rules of what is said, from when to when, and how to cite the page."""
    lang = view.lang
    periods = sorted({text.period(row.now.period, lang)[-4:] for row in view.profile.rows})
    span = "–".join(dict.fromkeys([periods[0], periods[-1]])) if periods else ""
    where = f"{origin.address()}{view.link(door(view.code))}"
    return cards.about(
        [
            (view.say("Så bedöms siffrorna", "How figures are judged"), _rule(view)),
            (view.say("Riktning", "Direction"), _direction(view)),
            (view.say("Perioder", "Periods"), span),
            (view.say("Dataversion", "Release"), data.release().id),
            (
                view.say("Källhänvisning", "Cite as"),
                f"Norrläget. {titled(view.code, lang)}. {data.release().id}. {where}",
            ),
        ],
        lang,
    )


def _rule(view: View) -> str:
    return view.say(
        "Uppgifterna om hela befolkningen är räknade, inte skattade. Intervallet visar hur mycket "
        "slumpen ensam flyttar ett värde i en liten kommun. ”Högre än” och ”lägre än” sägs bara när "
        "skillnaden är större än så; annars ”ungefär som”. Där osäkerheten inte är känd står bara "
        "talen.",
        "Figures of the whole population are counted, not estimated. The interval shows how much "
        "chance alone moves a figure in a small municipality. “Higher than” and “lower than” are "
        "only said of differences beyond that; else “about the same as”. Where the uncertainty is "
        "not known there are only the numbers.",
    )


def _direction(view: View) -> str:
    return view.say(
        "De senaste upp till tio åren utan byte av mätmetod, prövade med Mann och Kendalls test.",
        "The latest up to ten years without a change of method, by Mann and Kendall’s test.",
    )


def _beside(view: View) -> html.Nav:
    """The place before and the place after in the same county, or among the counties."""
    codes = view.others
    at = codes.index(view.code)
    steps = [("←", codes[at - 1]), ("→", codes[(at + 1) % len(codes)])]
    links = [
        html.A(
            [html.Span(f"{arrow} ", **cards.attributes(aria_hidden="true")), data.region_name(code, view.lang)],
            href=view.link(door(code)),
            className="button",
        )
        for arrow, code in steps
        if len(codes) > 1
    ]
    where = view.say("Fler platser", "More places")
    return html.Nav(links, className="acts beside", **cards.attributes(aria_label=where))

