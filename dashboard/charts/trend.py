"""The trend of chosen regions: own region strong, the others paler, kvinnor and män apart."""

from collections.abc import Iterable, Mapping
from math import isnan

from dashboard import text
from dashboard.charts.chart import Chart
from dashboard.charts.series import Role, Series
from etl.model import PublishedIndicator, Row, level_of

Region = tuple[str, str]  # code and name
Marks = Mapping[tuple[str, str, str, str], str]  # by region, sex, age and period


def trend(
    rows: Iterable[Row],
    indicator: PublishedIndicator,
    regions: list[Region],
    age: str,
    lang: text.Lang,
    marks: Marks | None = None,
    sex: str = "",
) -> Chart:
    """Chart the regions over all periods, kvinnor and män where the indicator has both.

    The total joins them where the sexes are not apart in all periods. A reader who chose a `sex`
    gets one line a region of the total, or kvinnor and män and no total.

    `rows` are the indicator's observations, in any order; the first region is the reader's own.
    A count is charted only beside regions of the own region's level: a municipality's hundred
    thousand would lie flat on the axis under the country's ten million.
    A region without a single row is left out, and so is a sex it has no row for.
    `marks` are what stands beside revised values in the table.
    """
    chosen = _comparable(indicator, regions)
    codes = [code for code, _ in chosen]
    those = [row for row in rows if row.age == age and row.region in codes]
    sexes = _chosen(indicator, sex) or _sexes(indicator, those)
    groups: dict[tuple[str, str], dict[str, Row]] = {}
    for row in those:
        if row.sex in sexes:
            groups.setdefault((row.region, row.sex), {})[row.period] = row
    periods = tuple(sorted(set().union(*groups.values())))
    series = tuple(
        _series(
            groups[code, of],
            name if sexes == ["T"] else f"{name}, {text.sex(of, lang)}",
            of,
            "own" if code == codes[0] else "compare",
            periods,
            _marks(marks or {}, code, of, age, periods),
            name,
        )
        for code, name in chosen
        for of in sexes
        if (code, of) in groups
    )
    unit, whom = text.measured(indicator, lang), "" if age == "total" else text.age(age, lang)
    if whom in text.title(indicator, lang):  # which says it
        whom = ""
    return Chart(
        title=text.title(indicator, lang),
        subtitle=_subtitle(chosen, sexes, whom, unit, periods, lang),
        unit=unit,
        decimals=indicator.decimals,
        lang=lang,
        series=series,
        seams=text.seams(indicator),
    )


def _comparable(indicator: PublishedIndicator, regions: list[Region]) -> list[Region]:
    unique = list(dict(regions).items())
    if not indicator.absolute or not unique:
        return unique
    own = level_of(unique[0][0])
    return [region for region in unique if level_of(region[0]) == own]


def _chosen(indicator: PublishedIndicator, sex: str) -> list[str]:
    """What a chosen sex is drawn as; nothing where none was, or where it is the only one."""
    if sex == "T" or not sex:
        return [sex] * bool(sex)
    return ["K", "M"] if {"K", "M"} <= set(indicator.sexes) else []


def _sexes(indicator: PublishedIndicator, rows: list[Row]) -> list[str]:
    """Kvinnor before män, never one without the other, and the total where it has more periods.

    Where a count of both is known at times when the sexes are not, it is drawn alone: beside it
    they would lie flat, and they end before what leads.
    """
    if not {"K", "M"} <= set(indicator.sexes):
        return ["T"]
    both, apart = (
        {row.period for row in rows if row.sex in sexes and not isnan(row.value)}
        for sexes in ("T", "KM")
    )
    if indicator.absolute and max(both, default="") > max(apart, default=""):
        return ["T"]
    return ["K", "M", "T"] if both - apart else ["K", "M"]


def _marks(
    marks: Marks, region: str, sex: str, age: str, periods: tuple[str, ...]
) -> tuple[str, ...]:
    found = tuple(marks.get((region, sex, age, period), "") for period in periods)
    return found if any(found) else ()


def _series(
    rows: Mapping[str, Row],
    label: str,
    sex: str,
    role: Role,
    periods: tuple[str, ...],
    marks: tuple[str, ...],
    place: str,
) -> Series:
    found = [rows.get(period) for period in periods]
    return Series(
        label=label,
        sex="K" if sex == "K" else "M" if sex == "M" else None,
        role=role,
        periods=periods,
        values=tuple(None if row is None or isnan(row.value) else row.value for row in found),
        statuses=tuple(row.status if row else "" for row in found),
        marks=marks,
        place=place,
    )


def _subtitle(
    regions: list[Region],
    sexes: list[str],
    whom: str,
    unit: str,
    periods: tuple[str, ...],
    lang: text.Lang,
) -> str:
    """Where, whom, in which unit and when."""
    names = ["riket" if name == "Riket" else name for _, name in regions]
    parts = [
        text.listed(names, lang),
        "" if "T" in sexes else text.listed((text.sex(sex, lang) for sex in sexes), lang),
        whom,
        unit,
        "–".join(dict.fromkeys(text.period(p, lang) for p in (*periods[:1], *periods[-1:]))),
    ]
    return ", ".join(part for part in parts if part)
