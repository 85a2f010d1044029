"""Every sentence of the demography page, of every area, in both languages: how it is written."""

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import data, prose, text
from dashboard.charts.ratio import Step, Steps
from dashboard.claims.claim import Cell, compared
from dashboard.demography import area, balance, choices, equation, wording
from dashboard.demography.equation import Equation, Ledger
from dashboard.demography.view import View
from dashboard.pages import demography as page
from dashboard.parts import prerender
from dashboard.text import Lang

AREAS = [data.NORTH, "00", *data.NORRLAND, *data.municipalities_of(*data.NORRLAND)[::4]]
NUMBER = re.compile(r"\d[\d\u00a0,.]*\d|\d")
SENTENCE = re.compile(r"[A-ZÅÄÖ][^.]*(?:\d\.\d[^.]*)*\.")
PROSE = ("lead", "says")
LANGS: tuple[Lang, ...] = ("sv", "en")


@cache
def told(code: str, lang: Lang) -> list[str]:
    """What the page says in whole sentences, a paragraph each."""
    return _of_class(code, lang, PROSE)


@cache
def subtitles(code: str, lang: Lang) -> list[str]:
    return _of_class(code, lang, ("sub",))


def _of_class(code: str, lang: Lang, classes: tuple[str, ...]) -> list[str]:
    return [
        str(each.children)
        for each in prerender.elements(page.layout(region=code, lang=lang))
        if set((getattr(each, "className", "") or "").split()) & set(classes)
        and isinstance(each.children, str)
        and each.children
    ]


def numbers(words: str) -> list[str]:
    """The numbers of a text, alike in both languages; sorted, for the order of words differs."""
    return sorted(re.sub(r"\D", "", each) for each in NUMBER.findall(words))


@pytest.mark.parametrize("code", AREAS)
def test_sentences_are_whole_without_signs_and_the_same_in_both_languages(code: str) -> None:
    swedish, english = (told(code, lang) for lang in LANGS)
    assert len(swedish) == len(english) >= 6
    for sv, en in zip(swedish, english, strict=True):
        for words in (sv, en):
            assert re.fullmatch(rf"{SENTENCE.pattern}(?: {SENTENCE.pattern})*", words), words
            assert not re.search(rf"[+{text.MINUS}%]\d|\+|{text.MINUS}|Norrland\b|\(", words), words
            assert "  " not in words
        assert "%" not in sv
        assert numbers(sv) == numbers(en), (sv, en)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", AREAS)
def test_every_paragraph_says_of_whom_and_when(code: str, lang: Lang) -> None:
    within = area.area(code).within(lang)
    lead, *others = told(code, lang)
    for words in [lead, *others]:
        if re.search(r"\d", words):  # not that counties are shown instead of a sum
            assert within.casefold() in words.casefold(), words
            assert re.search(r"\b(?:19|20)\d\d\b", words), words


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", AREAS)
def test_under_every_title_stands_what_where_when_and_in_which_unit(code: str, lang: Lang) -> None:
    within = area.area(code).within(lang)
    found = subtitles(code, lang)
    assert len(found) >= 6
    *charts, measures = found
    assert within.casefold() in measures.casefold()
    units = "procent|personer|män per|per cent|people|men per"
    for words in charts:
        what, *_ = words.split(", ")
        assert what.casefold() != within.casefold()
        assert within in words
        assert re.search(r"\b(?:19|20)\d\d\b", words), words
        assert re.search(rf", (?:{units})[^,]*(?:, (?:per|summan|the sum)[^,]*)*$", words), words


# --- balances ---


def ledger(code: str = "2480", sex: str = "T", account: str = "year") -> Ledger:
    return equation.ledger(account, area.area(code), sex)


def made(code: str, sex: str, flows: tuple[int, ...], change: float) -> Equation:
    parts = tuple(zip(ledger(code, sex).account.parts, map(float, flows), strict=True))
    return Equation("2024", parts, change)


FLOW = st.integers(0, 2_000)


@given(FLOW, FLOW, FLOW, FLOW, st.integers(-5_000, 5_000))
def test_what_the_parts_explain_is_never_called_more_than_it_is(
    born: int, came: int, died: int, left: int, change: int
) -> None:
    explained = born + came - died - left
    said = {
        lang: balance.remainder(ledger(), made("2480", "T", (born, came, died, left), change), lang)
        for lang in LANGS
    }
    part = 0 < explained < change or change < explained < 0
    assert ("; resten är justeringar." in said["sv"]) == part
    assert ("; the rest is adjustments." in said["en"]) == part
    assert ("skillnaden är justeringar." in said["sv"]) == (not part and explained != change)
    assert ("förklarar hela" in said["sv"]) == (explained == change != 0)
    assert numbers(said["sv"]) == numbers(said["en"])


@pytest.mark.parametrize(("sex", "code", "size", "sv", "en"), [
    ("T", "2480", 38, "38 fler flyttade in än ut", "38 more people moved in than out"),
    ("T", "2480", -66, "66 fler flyttade ut än in", "66 more people moved out than in"),
    ("T", "2480", 0, "lika många flyttade in som ut", "as many people moved in as out"),
    ("K", "2480", -110, "110 fler kvinnor flyttade ut än in", "110 more women moved out than in"),
    ("M", "2480", 1, "1 fler man flyttade in än ut", "1 more man moved in than out"),
    ("M", "2480", 0, "lika många män flyttade in som ut", "as many men moved in as out"),
    ("T", "00", 9, "9 fler invandrade än utvandrade", "9 more people immigrated than emigrated"),
])  # fmt: skip
def test_a_balance_is_told_by_which_way_more_went(
    sex: str, code: str, size: int, sv: str, en: str
) -> None:
    assert balanced("moved-in", sex, code, size) == (sv, en)


@pytest.mark.parametrize(("sex", "size", "sv", "en"), [
    ("T", 29, "det föddes 29 fler än det dog", "there were 29 more births than deaths"),
    ("T", -1, "det dog 1 fler än det föddes", "there was 1 more death than births"),
    ("T", 0, "lika många föddes som dog", "there were as many births as deaths"),
    ("K", 80, "det föddes 80 fler flickor än det dog kvinnor",
     "80 more girls were born than women died"),
    ("M", -5, "det dog 5 fler män än det föddes pojkar", "5 more men died than boys were born"),
    ("M", 0, "lika många pojkar föddes som män dog", "as many boys were born as men died"),
])  # fmt: skip
def test_who_are_born_are_girls_and_boys_and_who_die_women_and_men(
    sex: str, size: int, sv: str, en: str
) -> None:
    assert balanced("births", sex, "2480", size) == (sv, en)


def balanced(role: str, sex: str, code: str, size: int) -> tuple[str, ...]:
    into, out = (
        Cell("x", code, sex, "total", "2024", value, "") for value in (200.0 + size, 200.0)
    )
    claim = compared(into, out, "parts", 0)
    return tuple(balance.pair(ledger(code, sex), role, claim, lang) for lang in LANGS)  # type: ignore[arg-type]


@pytest.mark.parametrize(("then", "now", "certain"), [
    ((38.0, 0.0), (0.0, 66.0), True),  # 104 apart, and chance is 20
    ((138.0, 100.0), (100.0, 166.0), True),  # chance of 504 moves is 44
    ((1038.0, 1000.0), (1000.0, 1066.0), False),  # of 4 104 moves 126
    ((5.0, 5.0), (5.0, 5.0), False),
])  # fmt: skip
def test_a_net_has_changed_by_more_than_chance_where_it_is_beyond_what_all_its_flows_make(
    then: tuple[float, float], now: tuple[float, float], certain: bool
) -> None:
    assert balance.beyond_chance(then, now) is certain


@pytest.mark.parametrize("code", AREAS)
def test_a_net_that_changed_sign_is_named_with_both_values_and_no_other(code: str) -> None:
    of = ledger(code)
    for then, now in zip(of.equations, of.equations[1:], strict=False):
        said = " ".join(balance.turned(of, now, "sv"))
        for plus, minus in of.account.pairs:
            before, after = (e.values[plus] - e.values[minus] for e in (then, now))
            words = (
                f"gick från {signed(before)} år {then.period} till {signed(after)} år {now.period}"
            )
            assert (words in said) == (before * after < 0)
        assert said.count("vanliga variationen") <= said.count("gick från")


def signed(net: float) -> str:
    return f"{'plus' if net > 0 else 'minus'} {text.number(abs(net), 0)}"


@pytest.mark.parametrize("code", AREAS)
def test_women_and_men_are_told_each_where_they_went_apart_by_more_than_chance(code: str) -> None:
    of = ledger(code)
    for each in of.equations:
        found = [ledger(code, sex).of(each.period) for sex in "KM"]
        flows = [known for one in found if one and (known := one.flows("moved-in", "moved-out"))]
        nets = [came - left for came, left in flows]
        apart = len(nets) == 2 and nets[0] * nets[1] < 0
        sure = apart and abs(nets[0] - nets[1]) > 1.959964 * sum(map(sum, flows)) ** 0.5
        said = " ".join(balance.sentences(of, each, "sv"))
        assert (", medan " in said) == sure
        if sure:
            women, men = (text.number(abs(net), 0) for net in nets)
            assert re.search(rf"{women} fler kvinn(?:or|a) flyttade", said)
            assert re.search(rf"{men} fler m[aä]n flyttade", said)


# --- ages and notes ---


@pytest.mark.parametrize(("code", "young", "sv", "en"), [
    ("0-5", True, "0–5 år", "aged 0–5"), ("0-17", True, "0–17 år", "aged 0–17"),
    ("10-19", False, "10–19 år", "aged 10–19"), ("17", True, "17 år", "aged 17"),
    ("18", False, "18 år", "aged 18"), ("80+", False, "80 år eller äldre", "aged 80 or over"),
    ("0+", False, "0 år eller äldre", "aged 0 or over"),
])  # fmt: skip
def test_under_18_they_are_girls_and_boys(code: str, young: bool, sv: str, en: str) -> None:
    assert wording.young(code) is young
    assert (wording.aged(code, "sv"), wording.aged(code, "en")) == (sv, en)
    assert prose.people("K", "sv", young=wording.young(code)) == ("flickor" if young else "kvinnor")


@pytest.mark.parametrize("code", ["2480", "24", "00", data.NORTH])
def test_the_equation_says_which_moves_each_level_counts(code: str) -> None:
    view = View(choices.parse({"region": code}))
    note = data.indicators()[view.ledger.ids["moved-in"]].notes
    assert "län" in note
    markup = prerender.markup(page.layout(region=code))
    card = markup[markup.index('id="ekvationen"') : markup.index('id="pyramid-card"')]
    assert note in card


@pytest.mark.parametrize(("values", "men", "women"), [
    ((105.0, 100.0, 70.0), "end", "start"),  # as in most places
    ((100.0, 100.0, 130.0), "start", "start"),
    ((80.0, 100.0, 105.0), "start", "end"),
])  # fmt: skip
def test_what_a_side_means_stands_where_no_step_is(
    values: tuple[float, ...], men: str, women: str
) -> None:
    ages = [(0, 18), (18, 80), (80, 100)]
    steps = tuple(
        Step(*age, f"{age[0]}-{age[1] - 1}", each) for age, each in zip(ages, values, strict=True)
    )
    drawn = Steps("", "", "", "sv", steps, 100).svg(560, 300, "ratio")
    found = {who: anchor for anchor, who in re.findall(r'anchor="(\w+)" [^>]*>fler (\w+)<', drawn)}
    expected = {"män": men} | ({"kvinnor": women} if min(values) < 100 else {})
    assert found == expected
