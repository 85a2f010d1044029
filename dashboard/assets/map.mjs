// The map and all that follows it in time (legend, ranking, table, title, lead), from one payload.
// `dashboard/map/model.py` tells what the payload holds. The server has drawn it all for the period of
// the address; a step in time asks it nothing.
import { keep } from "./address.mjs";
import { drawLegend, drawMarks, drawRanking, drawTable, more } from "./map-beside.mjs";
import { allOf, atOf, byId, fill, formatter, say, state } from "./map-base.mjs";
import { adopt, fit, markOwn, paint } from "./map-draw.mjs";
import { frame } from "./map-zoom.mjs";

const STEP = 800; // milliseconds a period when played

// --- time ---

function drawNow(data, at) {
  document.dispatchEvent(new CustomEvent("period", { detail: data.periods[at] }));
  const range = byId("map-period");
  if (!range) return;
  byId("period").value = data.periods[at];
  range.value = at;
  range.setAttribute("aria-valuetext", data.period_words[at]);
  byId("map-same").checked = state.all;
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
    keep({ period: data.periods[at] === data.period_default ? null : data.periods[at], scale: all ? "all" : null });
  }, 150);
}

document.addEventListener("input", ({ target }) => {
  if (target.id !== "map-period") return;
  stop();
  step(Number(target.value));
});
document.addEventListener("change", ({ target }) => {
  if (target.id === "map-same") { state.all = target.checked; draw(); remember(); }
  else if (target.id === "period" && target.closest("#map-time")) { stop(); step(state.data.periods.indexOf(target.value)); }
});
document.addEventListener("click", ({ target }) => {
  if (target.id === "map-play") { if (state.timer) stop(); else start(); }
  else if (target.closest(".map-more")) more();
});

// --- putting it together ---

function draw() {
  const { data, at } = state, all = allOf();
  state.maps.forEach(paint);
  say("map-title", data.heading(at));
  say("lead", data.sentences[at]);
  drawLegend(state.maps[0].data, atOf(state.maps[0]), all);
  drawRanking(data, at);
  drawTable(data, at);
  drawNow(data, at);
}

function prepare(data) {
  const collator = new Intl.Collator(data.lang === "en" ? "en-GB" : "sv-SE");
  data.format = formatter(data);
  data.byName = data.codes.map((_, i) => i).sort((a, b) => collator.compare(data.names[a], data.names[b]));
  data.heading = (at) => fill(data.words.heading, { period: data.panels[0]?.at === undefined ? data.period_words[at] : data.words.some_periods });
  return data;
}

// The map in place can show other figures of the same regions: the reader's focus and view stay put.
// Whether it is another map, as the server has just drawn it.
function take(data) {
  const host = byId("map"), panels = data.panels.map((panel) => ({ ...data, ...panel }));
  const drawn = panels.length ? panels : [data];
  if (state.maps.length === drawn.length && state.maps.every((map) => map.svg.isConnected)) {
    state.maps.forEach((map, n) => { map.data = panels.length ? prepare(drawn[n]) : data; });
    return false;
  }
  state.maps = [];
  drawn.forEach((panel, n) => {
    const map = adopt(panels.length ? byId(`map-panel-${n}`) : host, panels.length ? prepare(panel) : data, fitted);
    if (panels.length) Object.assign(map, { label: panel.label, at: panel.at });
    state.maps.push(map);
  });
  return true;
}

// A map that got its size late, or another one, tells the legend how large its circles are.
function fitted(map) {
  if (map === state.maps[0] && map.circles.length) drawLegend(map.data, atOf(map), allOf());
}

// The payload that stands in the page. What the server has drawn stays as it is, but where the reader
// has stepped on in time while it was asked.
function show(stepped) {
  if (!byId("map-data")) return; // an indicator that awaits its figures
  stop();
  const data = (state.data = prepare(JSON.parse(byId("map-data").textContent)));
  state.at = data.periods.indexOf(data.period);
  state.all = data.scale === "all";
  state.full = false;
  if (state.at < 0) return drawMarks(false);
  const drawn = take(data);
  state.maps.forEach(markOwn);
  if (!drawn) draw();
  state.maps.forEach(fit);
  frame(state.maps[0]);
  if (stepped && data.periods.includes(stepped)) step(data.periods.indexOf(stepped));
  document.dispatchEvent(new CustomEvent("period", { detail: data.periods[state.at] }));
}

// What a reader has chosen here while the server was asked, or before this script came, is not undone.
function catchUp(period, all, asked) {
  show(period === asked.period ? null : period);
  if (!state.data || all === asked.all || all === state.all) return;
  state.all = all;
  draw();
  remember();
}

document.addEventListener("shown", ({ detail }) =>
  catchUp(state.data?.periods[state.at], state.all, { period: detail.get("period"), all: detail.get("scale") === "all" }));
const list = byId("period"), same = byId("map-same");
catchUp(list?.value, same?.checked, {
  period: [...(list?.options ?? [])].find((each) => each.defaultSelected)?.value, all: same?.defaultChecked,
});
