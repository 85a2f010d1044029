"""The figures as files and as an API: plain Flask routes beside the pages."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Blueprint, Flask, Response, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response as BaseResponse

from dashboard import address, data, origin, version
from dashboard.door import recipes
from dashboard.indicator import chart_files, map_files
from dashboard.plan import reader
from dashboard.report import forms
from dashboard.routes import (
    ask,
    calendar,
    charts,
    comparisons,
    dcat,
    embed,
    exports,
    feeds,
    files,
    followed,
    maps,
    openapi,
    pictures,
    places,
    reports,
    search,
    similar,
    site,
    stories,
    strategies,
    trends,
    versions,
)
from dashboard.routes.ask import Refused, Strict
from dashboard.routes.exports import Export
from dashboard.status import damage, standing
from etl.errors import EtlError
from etl.model import Freshness, Level, Meaning, PublishedIndicator

CSV = ["csv", "csv-sv"]
HOUR = 3600  # seconds
MINUTES = 600
YEAR = 365 * 24 * HOUR

figures = Blueprint("figures", __name__)


def register(server: Flask) -> None:
    """Add the routes to the server; call it once, before the first request."""
    server.register_blueprint(figures)


Answer = Callable[..., BaseResponse]


def of_release(view: Answer) -> Answer:
    """The same view of the release that a request names, else of the newest; each names the other.

    What is of a release that is named stays as it is.
    """

    @wraps(view)
    def bound(*given: Any, **named: Any) -> BaseResponse:
        with data.showing(ask.release(request.args)):
            response = view(*given, **named)
            if response.status_code in (200, 206, 304):
                _twinned(response)
            return response

    return bound


def _twinned(response: BaseResponse) -> None:
    """What is frozen names the newest of the same, and that the frozen one (RFC 5829, 7089)."""
    others = [each for each in request.args.items(multi=True) if each[0] != "release"]
    frozen = len(others) < len([*request.args.items(multi=True)])
    pairs = others if frozen else [*others, ("release", data.release().id)]
    twin = origin.address() + address.of(request.path, pairs)
    response.headers.add("Link", f'<{twin}>; rel="{"latest-version" if frozen else "memento"}"')
    if frozen:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"


WHOLE = {"xlsx": ["xlsx"], "json": ["json-stat"], "parquet": ["parquet"], "zip": ["zip"]}
WHOLE |= {"csv": CSV, "csv-metadata.json": ["csvw"]}
VIEWS = {"csv": "csv", "xlsx": "xlsx", "json": "json-stat", "parquet": "parquet", "zip": "zip"}


@figures.get("/data/<indicator_id>.<kind>")
@figures.get("/data/<indicator_id>.csv-metadata.json", defaults={"kind": "csv-metadata.json"})
@of_release
def whole(indicator_id: str, kind: str) -> Response:
    """One indicator's observations, all of them unless the query string limits them."""
    if kind not in WHOLE:
        raise Refused(404, f"There are no figures as {kind[:20]!r}.", list(WHOLE))
    ask.meaning(indicator_id)
    if "indicator" in request.args:
        allowed = [name for name in ask.PARAMETERS if name != "indicator"]
        raise Refused(
            400, "The indicator stands in the path and cannot be asked for again.", allowed
        )
    return _file(
        MultiDict([*request.args.items(multi=True), ("indicator", indicator_id)]), WHOLE[kind]
    )


@figures.get("/indikatorer/<indicator_id>.<kind>")
@of_release
def shown(indicator_id: str, kind: str) -> BaseResponse:
    """What an indicator's page shows in its chart, under the choices of the page's address."""
    if kind not in VIEWS:
        raise Refused(404, f"There are no figures as {kind[:20]!r}.", list(VIEWS))
    names = list(dict.fromkeys([*charts.PARAMETERS, *maps.PARAMETERS]))
    asked = charts.view(indicator_id, Strict(request.args, names, charts.WHERE))
    release = {each: request.args[each] for each in request.args if each == "release"}
    return redirect(chart_files.figures(asked, VIEWS[kind], **release), 303)


@figures.get("/api/v1/observations")
@of_release
def observations() -> Response:
    """The observations of one or more indicators, limited by region, sex, age and period."""
    return _file(request.args, list(files.FORMATS))


@figures.get("/api/v1/indicators")
def indicators() -> Response:
    """Every indicator's meaning and coverage, in reading order; those awaited come last."""
    every = [*data.indicators().values(), *data.awaited().values()]
    fresh = data.freshness(data.noted())
    return _answer(lambda: _json([_record(each, fresh) for each in every]), _day_tag(fresh))


@figures.get("/api/v1/indicators/<indicator_id>")
def indicator(indicator_id: str) -> Response:
    """One indicator's meaning and coverage."""
    found, fresh = ask.meaning(indicator_id), data.freshness(data.noted())
    return _answer(lambda: _json(_record(found, fresh)), _day_tag(fresh))


@figures.get("/api/v1/regions/<code>/similar")
def similar_places(code: str) -> Response:
    """The places most like a municipality or a county, and what sets them apart."""
    return _answer(lambda: _json(similar.record(code, request.args)))


@figures.get("/api/v1/regions/<code>/profile")
@of_release
def profile(code: str) -> Response:
    """A municipality or a county as its page shows it: its figures and what is certain of them."""
    return _answer(lambda: _json(places.record(code, request.args)))


@figures.get("/kommun/<code>.<kind>", defaults={"level": "municipality"})
@figures.get("/lan/<code>.<kind>", defaults={"level": "county"})
@of_release
def profile_file(code: str, kind: str, level: Level) -> Response:
    """The same as a file: one row an indicator, or all of it as an object."""
    if kind not in places.PARAMETERS:
        raise Refused(404, f"There is no profile as {kind[:20]!r}.", list(places.PARAMETERS))
    return _export(lambda: places.export(code, level, kind, request.args))


@figures.get("/api/v1/search")
def searched() -> Response:
    """What typed words mean: places, indicators and pages, the best first."""
    return _answer(lambda: _json(search.record(request.args)), keep=MINUTES)


def _record(indicator: Meaning, fresh: dict[str, Freshness]) -> dict[str, Any]:
    """An indicator's fields, the same for all: what is not known until it is fetched is null."""
    judged = fresh.get(indicator.id)
    return {
        **dict.fromkeys(PublishedIndicator.model_fields),
        **indicator.model_dump(mode="json"),
        "confirmed": judged.checked.isoformat() if judged and judged.checked else None,
        "problem": (judged.problem or None) if judged else None,
        "stale": judged.stale if judged else None,
    }


def _day_tag(fresh: dict[str, Freshness]) -> str:
    """What an answer changes with that tells how fresh figures are: it can from day to day."""
    return sha256(repr(fresh).encode()).hexdigest()[:8]


@figures.get("/api", defaults={"rest": ""})
@figures.get("/api/<path:rest>")
def nothing(rest: str) -> Response:  # noqa: ARG001 - Flask passes the path's parts by name
    """Any other address below /api."""
    raise Refused(
        404,
        "There is nothing at this address.",
        [
            "/api/v1/indicators",
            "/api/v1/indicators/{id}",
            "/api/v1/observations",
            "/api/v1/regions/{code}/similar",
            "/api/v1/regions/{code}/profile",
            "/api/v1/search",
        ],
    )


@figures.get("/karta/<indicator_id>.<kind>")
@of_release
def map_file(indicator_id: str, kind: str) -> Response:
    """A map under the choices of the query, as a picture or as geometry with its figures."""
    if kind not in map_files.KINDS:
        raise Refused(404, f"There is no map as {kind[:20]!r}.", list(map_files.KINDS))
    asked = maps.view(indicator_id, Strict(request.args, maps.PARAMETERS, maps.WHERE))

    def make() -> Export:
        named = f"{map_files.name(asked)}.{kind}"
        return Export([maps.written(kind, asked)], map_files.KINDS[kind], named)

    return _export(make)


@figures.get("/jamfor.<kind>")
@of_release
def comparison_file(kind: str) -> Response:
    """A comparison of places under the choices of the query, as data."""
    return _export(lambda: comparisons.export(kind, request.args))


@figures.get("/trender.<kind>")
@of_release
def trends_file(kind: str) -> Response:
    """What is expected of a place, and how right that has been, as data."""
    return _export(lambda: trends.export(kind, request.args))


@figures.get("/diagram/<indicator_id>.<kind>")
@of_release
def chart_file(indicator_id: str, kind: str) -> Response:
    """A chart under the choices of the query, as a picture."""
    if kind not in chart_files.KINDS:
        raise Refused(404, f"There is no chart as {kind[:20]!r}.", list(chart_files.KINDS))
    asked = charts.view(indicator_id, Strict(request.args, charts.PARAMETERS, charts.WHERE))

    def make() -> Export:
        named = f"{chart_files.name(asked)}.{kind}"
        return Export([charts.written(kind, asked)], chart_files.KINDS[kind], named)

    return _export(make)


@figures.get("/embed/diagram")
def embedded_chart() -> Response:
    """A chart as a small page to put into another."""
    return _answer(lambda: charts.page(request.args))


@figures.get("/manadslage/<region>/<issue>.<kind>")
def report_file(region: str, issue: str, kind: str) -> Response:
    """Månadsläge of a region, an issue or as it stands now: document, PDF, slides, or claims."""
    lang = address.language()

    def make() -> Export:
        named = f"manadslage-{region}-{issue}-{lang}.{kind}" if kind in ("pdf", "pptx") else ""
        content = [reports.written(region, issue, kind, lang)]
        return Export(content, forms.KINDS[kind], named, "inline")

    return _export(make, reports.tag(region, issue))


@figures.get("/manadslage/<region>.atom")
def report_feed(region: str) -> Response:
    """A region's issues of Månadsläge, to follow in a feed reader."""
    lang = address.language()
    return _answer(lambda: reports.followed(region, lang), reports.tag(region, ""))


@figures.get("/manadslage/<region>/kort/<indicator_id>")
def report_card(region: str, indicator_id: str) -> Response:
    """A card of Månadsläge opened, as a piece of HTML for its page, and of its page's release."""
    lang, asked = address.language(), request.args.get("release", data.release().id)
    shown = data.named(asked)
    if shown is None:
        raise Refused(410, "The figures of that page are kept no longer.", [data.release().id])
    with data.showing(shown):
        return _answer(lambda: Response(reports.opened(region, indicator_id, lang)))


@of_release
def plan_file(name: str, kind: str) -> Response:
    """A plan's page as a file: what it shows under the choices of the query."""
    plan = next(each for each in reader.plans().served if each.id == name)
    export = PLANS[plan.kind]
    return _export(lambda: export(plan, kind, request.args))


PLANS = {"gap": stories.export, "strategy": strategies.export}

for plan in reader.plans().served:
    figures.add_url_rule(f"{plan.path}.<kind>", view_func=plan_file, defaults={"name": plan.id})


@figures.get("/embed/karta")
def embedded_map() -> Response:
    """A map as a small page to put into another; with `release` always that release's figures."""
    return _answer(lambda: embed.page(request.args))


@figures.get("/revideringar.atom")
def changed_feed() -> Response:
    """What each release changed, to follow in a feed reader."""
    return _answer(feeds.changes)


@figures.get("/revideringar.csv")
def changed_cells() -> Response:
    """The cells a release changed, old and new."""
    return _export(feeds.table)


@figures.get("/api/v1/releases")
def kept_releases() -> Response:
    """The releases that are kept, with the hash of each of their files."""
    return _answer(lambda: _json(versions.listed()), str(len(versions.every())))


@figures.get("/api/v1/releases/<release>")
def kept_release(release: str) -> Response:
    """One of them."""
    return _answer(lambda: _json(versions.record(versions.named(release))))


@figures.get("/api/v1/releases/<release>/<file>")
def kept_file(release: str, file: str) -> Response:
    """A file of a release: the same bytes for ever."""
    return exports.part(_answer(lambda: versions.file(release, file), keep=YEAR))


@figures.get("/atom")
def followed_figure() -> Response:
    """One indicator in one place, to follow in a feed reader."""
    return _answer(lambda: followed.feed(request.args))


@figures.get(f"{recipes.FILES}/<recipe>")
def recipe_file(recipe: str) -> Response:
    """The lines of a recipe as a file."""
    files_ = {each.file: each.code for each in recipes.every() if each.file}
    if recipe not in files_:
        raise Refused(404, f"There is no recipe {recipe[:20]!r}.", list(files_))
    return _export(lambda: Export([files_[recipe].encode()], "text/plain", recipe))


@figures.get("/kalender.ics")
def expected() -> Response:
    """When the agencies are expected to publish, to subscribe to."""

    def make() -> Response:
        return Response(calendar.written(request.args), mimetype=calendar.MIMETYPE)

    return _answer(make, calendar.today().isoformat())


@figures.get("/dcat.<kind>")
def described(kind: str) -> Response:
    """The data as a catalogue for other catalogues to harvest."""
    if kind not in dcat.KINDS:
        raise Refused(404, f"There is no catalogue as {kind[:20]!r}.", list(dcat.KINDS))
    return _export(lambda: dcat.export(kind))


@figures.get("/api/openapi.json")
def api_described() -> Response:
    """Every address of files, feeds and API, for programs."""
    return _answer(lambda: _json(openapi.document(), mimetype=openapi.MIMETYPE))


@figures.get("/bild/<name>.png")
def picture(name: str) -> Response:
    """A picture of a page, for those who show links to it."""
    return _export(lambda: Export([pictures.written(name)], "image/png"), keep=HOUR)


def site_file(name: str) -> Response:
    """What those ask for who index, install or show the portal."""
    return _answer(site.FILES[name], site.tag(), HOUR)


for each in site.FILES:
    figures.add_url_rule(f"/{each}", view_func=site_file, defaults={"name": each})


@figures.get("/health")
def health() -> Response:
    """Whether a release is served, which, and how fresh: for whatever watches the server.

    Stale figures are served all the same, and older ones where the current release is damaged,
    which is told: it is 503 only where there is no whole release to serve.
    """
    data.look_through()
    if data.is_whole():
        state = {"ok": True, **_state()}
    else:
        state = {"ok": False, "release": None, "indicators": 0}
    state["damaged"] = damage.sentences("en")
    state["plans"] = damage.plans("en")
    response = _json(state, 200 if state["ok"] else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _state() -> dict[str, Any]:
    """The release, the newest day figures were taken, the last run (UTC), the ids of stale ones.

    An awaited one whose last attempt failed is not stale: nothing old is shown for it.
    """
    taken, noted = [each.taken for each in data.indicators().values()], data.noted()
    return {
        "release": data.release().id,
        "indicators": len(taken),
        "awaited": len(data.awaited()),
        "newest_taken": max(taken).isoformat() if taken else None,
        "last_run": noted.run.isoformat() if noted.run else None,
        "awaited_failed": [each.indicator.id for each in standing.awaited(noted) if each.problem],
        "stale": [id_ for id_, fresh in data.freshness(noted).items() if fresh.stale],
    }


@figures.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """Problem details (RFC 9457): one sentence, and what is allowed."""
    response = _problem(error.status, error.sentence, error.allowed)
    if error.again:
        response.headers["Retry-After"] = str(error.again)
    return response


@figures.errorhandler(EtlError)
def unreadable(_: EtlError) -> Response:
    """Nothing a visitor can mend: no release can be read."""
    return _problem(503, "The figures cannot be read just now; try again later.", [])


def _file(arguments: MultiDict[str, str], formats: list[str]) -> Response:
    question = ask.read(arguments, formats)
    return _export(lambda: files.export(question))


def _export(make: Callable[[], Export], also: str = "", keep: int = 0) -> Response:
    """A file, as `_answer` gives what is small."""
    return exports.part(_answer(lambda: exports.answer(_tag() + also, make), also, keep))


def _answer(make: Callable[[], Response], also: str = "", keep: int = 0) -> Response:
    """The answer, or 304 before anything is made when the reader has it already.

    `also` is what the answer changes with besides the release. It may be kept for so many seconds
    without asking; usually it is asked each time whether it holds.

    The tag is taken before the figures: should a release come between, the reader asks again.
    """
    tag = _tag() + also
    response = Response(status=304) if _has(tag) else make()
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"public, max-age={keep}" if keep else "no-cache"
    return response


def _tag() -> str:
    """The release, the question and who answers: the same answer as long as none changes."""
    asked = sha256(request.full_path.encode("utf-8", "replace")).hexdigest()
    return f"{version.mark()}-{data.release().id}-{asked[:8]}"


def _has(tag: str) -> bool:
    """Whether the reader has the answer of that tag; compression appends `:br` to what it sends."""
    sent = request.if_none_match
    tags = (each.partition(":")[0] for each in sent.as_set(include_weak=True) if each)
    return bool(sent.star_tag) or tag in tags


def _problem(status: int, sentence: str, allowed: list[str]) -> Response:
    problem = {"type": "about:blank", "title": HTTP_STATUS_CODES[status], "status": status}
    return _json(
        {**problem, "detail": sentence, "allowed": allowed}, status, "application/problem+json"
    )


def _json(content: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    return Response(json.dumps(content, ensure_ascii=False), status, mimetype=mimetype)
