// The population pyramid and what follows it in time, from one payload (dashboard/demography/sections/
// pyramid.py). The server has drawn it as the address has it; a step in time asks it nothing.
import { keep } from "./address.mjs";
import { byId, say } from "./map-base.mjs";
import { draw, drawWords } from "./pyramid-draw.mjs";
import { prepare, state, usualUnit } from "./pyramid-figures.mjs";
import { hide, rove, walkedTo } from "./pyramid-point.mjs";

const STEP = 700; // milliseconds a period when played

// --- time ---

function step(at) {
  state.at = at;
  redraw();
  remember();
}

function start() {
  const last = state.data.own.periods.length - 1;
  if (state.at === last) step(0);
  state.timer = setInterval(() => (state.at < last ? step(state.at + 1) : stop()), STEP);
  say("pyramid-play", state.data.words.stop);
}

function stop() {
  clearInterval(state.timer);
  state.timer = 0;
  if (state.data) say("pyramid-play", state.data.words.play);
}

// The slider and the list stand at the period shown; the newest has no value of its own.
function drawNow() {
  const { data, at } = state, range = byId("pyramid-period");
  byId("period").value = chosen().period;
  range.value = at;
  range.setAttribute("aria-valuetext", data.own.period_words[at]);
}

// --- choices ---

// What is shown, as the form and the address say it: what the page opens with is empty.
function chosen() {
  const { data, at, then, unit } = state, period = data.own.periods[at];
  return { period: period === data.default ? "" : period, then, unit: unit === usualUnit(data) ? "" : unit };
}

function choose({ period, then, unit }) {
  const { data } = state, over = data.beside || data.own;
  if (period !== undefined) state.at = data.own.periods.indexOf(period || data.default);
  if (state.at < 0) state.at = data.own.periods.length - 1;
  if (then !== undefined) state.then = over.periods.includes(then) ? then : "";
  if (unit !== undefined) state.unit = unit || usualUnit(data);
}

// What the controls say: a reader may have chosen before this script came.
function controls() {
  const read = (name) => byId("controls").elements.namedItem(name)?.value ?? "";
  return { period: read("period"), then: read("then"), unit: read("unit") };
}

let waiting = 0;
function remember() {
  clearTimeout(waiting); // browsers limit how often an address may change
  waiting = setTimeout(() => { if (state.data) keep(chosen()); }, 150);
}

document.addEventListener("input", ({ target }) => {
  if (target.id !== "pyramid-period") return;
  stop();
  step(Number(target.value));
});
document.addEventListener("change", ({ target }) => {
  if (!state.data || !target.closest("#pyramid-content [data-here]") || !target.name) return;
  if (target.name === "period") stop();
  choose({ [target.name]: target.value });
  redraw();
  keep(chosen());
});
document.addEventListener("click", ({ target }) => {
  if (target.id !== "pyramid-play") return;
  if (state.timer) stop(); else start();
});

// --- putting it together ---

function redraw() {
  const walking = byId("pyramid").contains(document.activeElement);
  hide();
  drawNow();
  draw();
  drawWords();
  rove(walking);
}

// What stands in the page is taken over as it is: it is drawn already.
function adopt() {
  stop();
  const data = (state.data = prepare(JSON.parse(byId("pyramid-data").textContent)));
  if (!data) return;
  const { period, then, unit } = byId("pyramid").dataset;
  Object.assign(state, { at: data.own.periods.indexOf(period), then, unit, focus: walkedTo() });
}

// What a reader has chosen here while something else was asked is not undone by the answer.
function catchUp(now, before) {
  const moved = Object.keys(now).filter((name) => now[name] !== before[name]);
  if (!state.data || !moved.length) return;
  choose(Object.fromEntries(moved.map((name) => [name, now[name]])));
  setControls();
  redraw();
  keep(chosen());
}

function setControls() {
  const { then, unit } = chosen(), { elements } = byId("controls");
  elements.namedItem("then").value = then;
  elements.namedItem("unit").value = unit;
}

document.addEventListener("shown", ({ detail: asked }) => {
  const now = state.data ? chosen() : {};
  adopt();
  catchUp(now, { period: asked.get("period") ?? "", then: asked.get("then") ?? "", unit: asked.get("unit") ?? "" });
});
adopt();
if (state.data) catchUp(controls(), chosen());
