"""How likeness is told: how alike, in what, in what not, and when too few places are."""

from dashboard import prose, text
from dashboard.similar.choices import Choices
from dashboard.similar.figures import Measure, Model
from dashboard.similar.peers import FEWEST, Likeness, Peer
from dashboard.similar.variables import Domain
from dashboard.text import Lang, say
from etl.model import Level, level_of

ALIKE = 0.35  # nearer than that in a domain places are alike in it
UNLIKE, TOLD = (
    0.2,
    2,
)  # of the difference: a domain that holds so much sets them apart; so many told
REMOTE = 0.75  # a place whose nearest is as far off as that has none that is much like it

# Each up to its distance, of a municipality and of a county in Swedish, and in English.
DEGREES = (
    (0.5, ("mycket lik", "mycket likt"), "very similar"),
    (REMOTE, ("lik", "likt"), "similar"),
    (1.0, ("ganska lik", "ganska likt"), "fairly similar"),
    (float("inf"), ("inte särskilt lik", "inte särskilt likt"), "not particularly similar"),
)
PLACES: dict[Level, tuple[tuple[str, str], tuple[str, str]]] = {  # one and many
    "municipality": (("kommun", "kommuner"), ("municipality", "municipalities")),
    "county": (("län", "län"), ("county", "counties")),
}


def many(level: Level, lang: Lang) -> str:
    """`kommuner`, `län`."""
    return say(lang, *(each[1] for each in PLACES[level]))


def heading(code: str, lang: Lang) -> str:
    """`Kommuner som liknar Umeå`."""
    name, places = prose.place(code, lang), prose.opening(many(level_of(code), lang))
    return say(lang, f"{places} som liknar {name}", f"{places} similar to {name}")


def lead(found: Likeness, lang: Lang) -> str:
    """Which are most like a place, or that none is."""
    name = prose.place(found.code, lang)
    if not found.peers:
        return say(
            lang,
            f"De uppgifter som {name} kan jämföras i finns inte i den här dataversionen.",
            f"The figures that {name} can be compared in are not in this release.",
        )
    first, *rest = (prose.place(each.code, lang) for each in found.peers)
    if found.peers[0].distance >= REMOTE:
        return _remote(found.model.level, name, first, lang)
    t = _neuter(found.model.level)
    others = text.listed(rest, lang)
    return say(
        lang,
        f"Mest lik{t} {name} är {first}" + (f", följ{t or 'd'} av {others}." if rest else "."),
        f"The most similar to {name} is {first}" + (f", followed by {others}." if rest else "."),
    )


def _remote(level: Level, name: str, nearest: str, lang: Lang) -> str:
    if level == "county":
        swedish = f"Inget län är särskilt likt {name}; det närmaste är {nearest}."
    else:
        swedish = f"Ingen kommun är särskilt lik {name}; den närmaste är {nearest}."
    one = PLACES[level][1][0]
    return say(
        lang, swedish, f"No {one} is particularly similar to {name}; the nearest is {nearest}."
    )


def few(found: Likeness, lang: Lang) -> str:
    """That too few places are like one to be told as a group."""
    places = f"{prose.spelled(FEWEST, lang)} {many(found.model.level, lang)}"
    median = say(
        lang,
        f"För en median behövs minst {places} som är åtminstone ganska lika.",
        f"A median takes at least {places} that are fairly similar or more.",
    )
    return f"{_only(found, lang)} {median}" if found.close else median


def _only(found: Likeness, lang: Lang) -> str:
    """`Bara två kommuner, Kiruna och Pajala, liknar …`: named where all of them are shown."""
    name, words = prose.place(found.code, lang), PLACES[found.model.level]
    several, count = found.close > 1, prose.spelled(found.close, lang)
    if found.model.level == "county" and not several:
        count = say(lang, "ett", count)
    named = text.listed((prose.place(each, lang) for each in found.group), lang)
    whole = f", {named}," if len(found.group) == found.close else ""
    verb = "are" if several else "is"
    return say(
        lang,
        f"Bara {count} {words[0][several]}{whole} liknar {name} tillräckligt för att jämföras med.",
        f"Only {count} {words[1][several]}{whole} {verb} similar enough to {name} to be compared "
        "with.",
    )


def degree(peer: Peer, lang: Lang) -> str:
    """`mycket lik`."""
    (common, neuter), english = next(
        (swedish, english) for limit, swedish, english in DEGREES if peer.distance < limit
    )
    return say(lang, neuter if level_of(peer.code) == "county" else common, english)


def explained(found: Likeness, peer: Peer, lang: Lang) -> str:
    """What two places are alike in and what sets them apart, each with its share."""
    name, t = prose.place(peer.code, lang), _neuter(found.model.level)
    ordered = sorted(found.model.domains, key=lambda each: -peer.shares[each.id])
    unlike = [each for each in ordered if peer.shares[each.id] >= UNLIKE][:TOLD]
    alike = [
        each
        for each in sorted(found.model.domains, key=lambda each: peer.apart[each.id])
        if peer.apart[each.id] < ALIKE and each not in unlike and found.choices.counts(each.id)
    ]
    together = _share(sum(peer.shares[each.id] for each in alike), lang)
    names = text.listed((domain(each, lang) for each in alike), lang)
    apart = text.listed(
        (f"{domain(each, lang)} ({_share(peer.shares[each.id], lang)})" for each in unlike), lang
    )
    like = say(
        lang,
        f"Lik{t} {name} i {names} ({together} av skillnaden).",
        f"Like {name} in {names} ({together} of the difference).",
    )
    differs = say(lang, f"Mest olik{t} i {apart}.", f"Most unlike in {apart}.")
    return " ".join([*([like] if alike else []), *([differs] if unlike else [])])


def mutual(found: Likeness, peer: Peer, lang: Lang) -> str:
    """That each is among the nearest of the other: `Storuman har Vilhelmina bland sina sju`."""
    here, there = prose.place(found.code, lang), prose.place(peer.code, lang)
    count = prose.spelled(found.choices.count, lang)
    if found.choices.count == 1:
        return say(lang, f"{there} liknar också mest {here}.", f"{there} too is nearest to {here}.")
    return say(
        lang, f"{there} har {here} bland sina {count}.", f"{there} has {here} among its {count}."
    )


def group(found: Likeness, lang: Lang) -> str:
    """What the group's middle is called: `medianen bland sju liknande kommuner`."""
    count, places = prose.spelled(len(found.group), lang), many(found.model.level, lang)
    return say(
        lang,
        f"medianen bland {count} liknande {places}",
        f"the median of {count} similar {places}",
    )


def everyone(model: Model, lang: Lang) -> str:
    """`medianen bland alla 290 kommuner`."""
    count, places = len(model.codes), many(model.level, lang)
    return say(lang, f"medianen bland alla {count} {places}", f"the median of all {count} {places}")


def weights(model: Model, choices: Choices, lang: Lang) -> str:
    """Which domains have not their usual weight."""
    if not choices.weights:
        return say(lang, "Alla områden väger lika", "All domains weigh the same")
    told = [
        f"{domain(each, lang)} {weight(choices.weights[each.id])}"
        for each in model.domains
        if each.id in choices.weights
    ]
    words = text.listed(told, lang)
    return say(lang, f"Vikt: {words}, övriga 1", f"Weight: {words}, the others 1")


def weight(given: str) -> str:
    """A weight as it is read: `½`."""
    return given.replace("0.5", "½")


def domain(of: Domain, lang: Lang) -> str:
    """What a domain is called."""
    return say(lang, of.title, of.title_en)


def lacking(model: Model, lang: Lang) -> str:
    """Which domains do not count, for this release lacks some of their figures."""
    names = text.listed((domain(each, lang) for each in model.lacking), lang)
    return names and say(
        lang,
        f"Uppgifter saknas i den här dataversionen om {names}, som därför inte räknas.",
        f"This release lacks figures on {names}, which therefore does not count.",
    )


def missing(found: Likeness, measures: list[tuple[Measure, str]], lang: Lang) -> str:
    """What is not known of a place, and taken to be as in the middle of all."""
    names = text.listed((title for _, title in measures), lang)
    place, middle = prose.place(found.code, lang), everyone(found.model, lang)
    return names and say(
        lang,
        f"Uppgift saknas för {place} om {names}; där räknas med {middle}.",
        f"Not available for {place}: {names}. There {middle} is counted with.",
    )


def _share(share: float, lang: Lang) -> str:
    least = text.percent(1, 0, lang)
    told = text.percent(100 * share, 0, lang)
    return told if 100 * share >= 1 else say(lang, f"mindre än {least}", f"less than {least}")


def _neuter(level: Level) -> str:
    """What an adjective about a county ends in: `likt`."""
    return "t" if level == "county" else ""
