// The map and all that follows it in time (legend, ranking, table, title, lead), from one payload.
// `dashboard/map/model.py` tells what the payload holds. A step in time asks the server nothing.
// The other map-*.js come before this file (dashboard/parts/scripts.py). A document without Dash calls
// `norrlaget.map.show(payload)`; it holds `#map` and what else it wants of the places that
// `dashboard/map/component.py` makes, and may replace `norrlaget.select` and `norrlaget.open`.
(function (norrlaget) {
  "use strict";

  const { state, byId, fill, html, say, formatter, atOf, allOf, drawLegend, drawRanking, drawTable, drawMarks } = norrlaget.map;
  const { shapesOf, createMap, paint, fit, markOwn, frame } = norrlaget.map;
  const STEP = 800; // milliseconds a period when played

  // --- time ---

  function drawTime(data) {
    const host = byId("map-time");
    if (!host) return;
    const range = html("input", { type: "range", id: "map-period", min: 0, max: Math.max(data.periods.length - 1, 0), step: 1 });
    const play = html("button", { type: "button", id: "map-play" }, data.words.play);
    const same = html("input", { type: "checkbox", id: "map-same" });
    range.addEventListener("input", () => { stop(); step(+range.value); });
    play.addEventListener("click", () => (state.timer ? stop() : start()));
    same.addEventListener("change", () => { state.all = same.checked; draw(); remember(); });
    host.replaceChildren(
      html("div", { class: "map-when" },
        html("label", { for: "map-period" }, data.words.period, " "), html("output", { for: "map-period", id: "map-now", "aria-live": "off" })),
      range, play, html("label", { class: "map-same" }, same, ` ${data.words.same}`));
    host.classList.toggle("single", data.periods.length < 2 || data.panels[0]?.at !== undefined);
    host.classList.toggle("locked", Boolean(data.panels.length)); // panels are always on one scale
  }

  function drawNow(data, at) {
    document.dispatchEvent(new CustomEvent("period", { detail: data.periods[at] }));
    say("map-now", data.period_words[at]);
    const range = byId("map-period"), same = byId("map-same");
    if (!range) return;
    range.value = at;
    range.setAttribute("aria-valuetext", data.period_words[at]);
    same.checked = state.all;
  }

  // From the first step in time the scale is that of all periods: a colour keeps its meaning.
  function step(at) {
    if (at === state.at) return;
    state.at = at;
    state.all = true;
    draw();
    remember();
  }

  function start() {
    const last = state.data.periods.length - 1;
    if (state.at === last) step(0);
    state.timer = setInterval(() => (state.at < last ? step(state.at + 1) : stop()), STEP);
    say("map-play", state.data.words.stop);
  }

  function stop() {
    clearInterval(state.timer);
    state.timer = 0;
    if (state.data) say("map-play", state.data.words.play);
  }

  let waiting = 0;
  function remember() {
    clearTimeout(waiting); // browsers limit how often an address may change
    waiting = setTimeout(() => {
      const { data, at, all } = state;
      norrlaget.address({ period: data.periods[at] === data.period_default ? null : data.periods[at], scale: all ? "all" : null });
    }, 150);
  }

  // --- putting it together ---

  function draw() {
    const { data, at } = state, all = allOf();
    state.maps.forEach(paint);
    say("map-title", data.heading(at));
    say("lead", data.sentences[at]);
    drawLegend(data, at, all);
    drawRanking(data, at);
    drawTable(data, at);
    drawNow(data, at);
  }

  function prepare(data) {
    const collator = new Intl.Collator(data.lang === "en" ? "en-GB" : "sv-SE");
    data.format = formatter(data);
    data.ranks = {};
    data.byName = data.codes.map((_, i) => i).sort((a, b) => collator.compare(data.names[a], data.names[b]));
    data.heading = (at) => fill(data.words.title, { period: data.panels[0]?.at === undefined ? data.period_words[at] : data.words.some_periods });
    return data;
  }

  // The map in place can show other figures of the same regions: the reader's focus stays put.
  function fits(maps, data) {
    const [map] = maps, same = ["kind", "extent", "level", "form"].every((name) => map?.data[name] === data[name]);
    return same && maps.length === 1 && !data.panels.length && map.host === byId("map") && map.svg.isConnected;
  }

  async function drawMap(data) {
    if (!state.maps.length) {
      byId("map").replaceChildren(html("p", { class: "map-nothing" }, data.words.loading));
      const [regions, counties] = await Promise.all([shapesOf(data.paths[data.level]), shapesOf(data.paths.county)]);
      if (state.data !== data) return; // another choice came in between
      createMaps(data, regions, counties);
    }
    for (const map of state.maps) {
      paint(map);
      markOwn(map);
      fit(map);
    }
    frame(state.maps[0]);
  }

  function createMaps(data, regions, counties) {
    const host = byId("map");
    host.classList.toggle("panels", Boolean(data.panels.length));
    if (!data.panels.length) return void state.maps.push(createMap(host, data, regions, counties));
    const hosts = data.panels.map((_, n) => html("div", { id: `map-panel-${n}`, class: "map-panel-host" }));
    host.replaceChildren(...hosts);
    data.panels.forEach((panel, n) => {
      const map = createMap(hosts[n], prepare({ ...data, ...panel }), regions, counties);
      Object.assign(map, { label: panel.label, at: panel.at });
      map.caption.hidden = false;
      map.caption.textContent = panel.label;
      state.maps.push(map);
    });
  }

  // A map that got its size late, or another one, tells the legend how large its circles are.
  function fitted(map) {
    if (map === state.maps[0])
      drawLegend(state.data, atOf(map), allOf());
  }

  // The release has no figures for this choice.
  function drawNothing(data) {
    drawMarks(false);
    for (const id of ["map-legend", "ranking", "map-table", "map-time"]) byId(id)?.replaceChildren();
    say("map-title", "");
    byId("map").replaceChildren(html("p", { class: "map-nothing" }, data.words.nothing));
  }

  // The address knows the period best: the reader may have stepped since the server was asked.
  function show(given) {
    stop();
    const data = (state.data = prepare({ ...given }));
    const asked = new URLSearchParams(window.location.search);
    const at = data.periods.indexOf(asked.get("period"));
    state.at = at >= 0 ? at : data.periods.indexOf(data.period);
    state.all = asked.get("scale") === "all" || data.scale === "all";
    state.full = false;
    if (fits(state.maps, data)) state.maps[0].data = data; else state.maps = [];
    drawTime(data);
    if (asked.get("period") && at < 0) norrlaget.address({ period: null }); // there is no such period
    if (state.at < 0) return drawNothing(data);
    draw();
    drawMap(data).catch((error) => {
      console.error(error);
      if (state.data === data) byId("map")?.replaceChildren(html("p", { class: "map-nothing", role: "alert" }, data.words.failed));
    });
  }

  // --- what the page may call and change ---

  norrlaget.select = (code) => norrlaget.dash.set(byId("region") ? "region" : "m-region", { value: code });
  norrlaget.open = (data, code) => (data.opens ? window.location.assign(data.opens.replace("region=", `region=${code}`)) : norrlaget.select(code));
  Object.assign(norrlaget.map, { show, fitted });
  norrlaget.dash.answer("map", {
    // Called by Dash with each payload.
    show: function (data) {
      if (!data) return norrlaget.dash.keep();
      norrlaget.whenThere("#map", () => show(data));
      return data.period;
    },
  });
})(window.norrlaget);
