"""An indicator under a reader's choices: what each figure of its page is drawn from."""

from dataclasses import dataclass, replace
from functools import cached_property

from dashboard import choices as state
from dashboard import data, limits, text
from dashboard.charts import Figure
from dashboard.charts.chart import Chart
from dashboard.charts.multiples import Multiples
from dashboard.charts.trend import trend
from dashboard.choices import Choices
from dashboard.claims.series import Figures
from dashboard.data import At
from dashboard.indicator import lead
from dashboard.map import component, placing
from dashboard.map.grid import Laid, lay
from dashboard.map.model import Payload
from dashboard.map.payload import payload
from dashboard.parts import controls, figures
from dashboard.parts.controls import Option
from dashboard.parts.elements import html
from dashboard.revisions import changes
from dashboard.revisions import words as revision_words
from dashboard.text import Lang, say
from etl.model import PublishedIndicator, level_of
from etl.store.kept import Kept

# What an address says of an indicator's page, and of a map of one's own.
QUERY = ("region", "sex", "age", "show", "compare", "period", "scale")
OF_MAP = (
    "region", "sex", "age", "show", "form", "method", "limits", "around", "panels", "caption",
    "period", "scale",
)  # fmt: skip
OF_TREND = ("region", "sex", "age", "compare")

HIGH = 320  # of the trend on a wide screen

_laid = Kept[Laid](limits.KEPT_LAID)


def laid(indicator_id: str, age: str, show: str) -> Laid:
    """An indicator's figures as a map has them: a reader's next region or period has the same."""
    key = (data.release().path, indicator_id, age, show)
    return _laid.get(key, lambda: lay(data.coded(indicator_id), age, show))


@dataclass(frozen=True)
class View:
    """An indicator under a reader's choices; each figure is made once, when asked for.

    A map of its own is `unmarked` where no region was chosen: none stands out, nor is told of.
    """

    indicator: PublishedIndicator
    choices: Choices
    unmarked: bool = False

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.choices.lang

    @property
    def region_name(self) -> str:
        """The chosen region's name in that language."""
        return data.region_name(self.choices.region, self.lang)

    @property
    def laid(self) -> Laid:
        """The figures of the chosen age and map, laid out."""
        return laid(self.indicator.id, self.choices.age, self.choices.show)

    @cached_property
    def map(self) -> Payload:
        """All the map, its legend, the ranking and the table are drawn from, for every period."""
        drawn = payload(
            self.laid,
            self.indicator,
            self.choices,
            self.lang,
            {} if self.unmarked else self.sentences,
            self.revised(None),
        )
        return replace(drawn, own="", near=None) if self.unmarked else drawn

    @cached_property
    def placed(self) -> Payload:
        """The same with the places of its regions, which a page tells and a file does not."""
        return placing.placed(self.map, self.indicator, self.choices)

    def revised(self, regions: list[str] | None) -> dict[At, str]:
        """What the chosen age's figures were, where they were revised since last month."""
        cells = changes.revised(self.indicator.id, regions)
        if cells.empty:
            return {}
        cells = cells[cells["age"] == self.choices.age]
        return revision_words.before(cells, self.indicator, self.lang)

    @cached_property
    def sentences(self) -> dict[str, str]:
        """What the chosen region's figures say in each period."""
        regions = [self.choices.region, "00"]
        known = Figures(data.release().indicators, lambda each: data.rows(each, regions))
        periods = data.periods(self.indicator.id)
        asked = self.indicator.id, self.choices.region, self.choices.age
        return lead.leads(known, *asked, periods, self.lang)

    @cached_property
    def trend(self) -> Chart:
        """The chosen region's development beside those it is compared with."""
        codes = [self.choices.region, *self.compared()]
        rows = data.rows(self.indicator.id, codes)
        regions = [(code, data.region_name(code, self.lang)) for code in codes]
        marks = {
            place: text.revised(words, self.lang) for place, words in self.revised(codes).items()
        }
        choices = self.choices
        return trend(rows, self.indicator, regions, choices.age, self.lang, marks, choices.sex)

    @property
    def figure(self) -> Figure:
        """The trend as it is drawn: women and men of several places stand a place at a time."""
        places = {series.place for series in self.trend.series if series.sex}
        return Multiples(self.trend) if len(places) > 1 else self.trend

    def compared(self) -> list[str]:
        """Regions beside the chosen one: riket beside a rate, and those asked for."""
        allowed = {option["value"] for option in self.comparable()}
        return [*self.unasked(), *(code for code in self.choices.compare if code in allowed)]

    def unasked(self) -> list[str]:
        """Riket, unless it would dwarf a count or has no figures."""
        fits = not self.indicator.absolute and "country" in self.indicator.levels
        return ["00"] if fits else []

    def comparable(self) -> list[Option]:
        """Regions to add to the trend: any for a rate, those of the same level for a count."""
        levels = list(self.indicator.levels)
        if self.indicator.absolute:
            levels = [level_of(self.choices.region)]
        there = {self.choices.region, *self.unasked()}
        options = controls.region_options(self.lang, levels)
        return [option for option in options if option["value"] not in there]

    def shows(self) -> list[Option]:
        """The maps it can be shown on, in the order of a menu."""
        names = {show: component.show_name(show, self.lang) for show in state.shows(self.indicator)}
        return [{"value": show, "label": name} for show, name in names.items()]

    @property
    def trend_title(self) -> str:
        """What the trend shows, where, whom, in which unit and when."""
        return f"{self.trend.title}: {self.trend.subtitle}"

    def drawings(self) -> list[html.Div]:
        """The trend for each width of its place, of which the screen shows one."""
        told = self.too_short(self.trend)
        if told:
            return [html.Div(html.P(told, className="map-nothing"))]
        return figures.drawn(self.figure, "trend", HIGH)

    def too_short(self, chart: Chart) -> str:
        """What stands in place of a line when only one period has figures; else nothing."""
        periods = {period for series in chart.series for period, _ in series.points}
        if len(periods) != 1:
            return ""
        period = text.period(periods.pop(), self.lang)
        return say(
            self.lang,
            f"Det finns uppgifter bara för {period}, så ingen utveckling kan visas.",
            f"There are figures for {period} only, so no development can be shown.",
        )

    @property
    def address(self) -> str:
        """The query of these choices, without what is the default or what the page opens at."""
        return self._query(self.choices)

    def _query(self, choices: Choices) -> str:
        if choices.period == self.map.period_default:
            choices = replace(choices, period="")
        return choices.query_string(self.indicator)

    @property
    def of_map(self) -> str:
        """What of the query a map is asked with: regions beside the chosen one are the trend's.

        A map marks only what is asked for, so that the region stands there also as the default.
        """
        said = self._query(replace(self.choices, compare=()))
        default = self.choices.region == state.defaults(self.indicator).region
        marked = f"region={self.choices.region}" if default and not self.unmarked else ""
        return "&".join(filter(None, [marked, said]))

    @property
    def of_trend(self) -> str:
        """What of the query a chart is asked with."""
        chosen = {name: getattr(self.choices, name) for name in (*OF_TREND, "lang")}
        return replace(state.defaults(self.indicator), **chosen).query_string(self.indicator)

    @property
    def picture(self) -> str | None:
        """The address of the map as a picture; None where there is no map."""
        if not self.choices.show:
            return None
        return "?".join(filter(None, [f"/karta/{self.indicator.id}.png", self.of_map]))

    def chosen(self) -> str:
        """The choices in a line: `Umeå, 0–9 år, kvinnor`; what cannot be chosen is left out."""
        choices, given = self.choices, self.indicator
        age = [text.age(choices.age, self.lang)] if len(given.ages) > 1 else []
        sex = [text.sex(choices.sex, self.lang)] if len(given.sexes) > 1 else []
        region = [] if self.unmarked else [self.region_name]
        return ", ".join([*region, *age, *sex])

    def leaves_a_choice(self) -> bool:
        """Whether there is anything to choose: a country's one series leaves nothing."""
        given = self.indicator
        return len(given.ages) > 1 or len(given.sexes) > 1 or given.levels != ["country"]
