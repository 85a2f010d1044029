// What pointer, tap and keyboard say of a region: the same words, in every panel at once.

import { state, html, say, describe, quantity, symbolAt, atOf, stand, ways } from "./map-base.mjs";
import { reveal, zoomKey } from "./map-zoom.mjs";

function listen(map) {
  const index = (event) => event.target.closest?.("[data-index]")?.dataset.index;
  map.svg.addEventListener("pointermove", (event) => {
    const i = index(event);
    if (event.pointerType === "touch" || map.dragging) return;
    if (i === undefined) return hideTip(map);
    if (map.shown !== +i || map.tip.hidden) return showTip(map, +i, event);
    map.spot = { clientX: event.clientX, clientY: event.clientY };
    placeTip(map);
  });
  map.svg.addEventListener("pointerleave", () => hideTip(map));
  map.svg.addEventListener("pointerdown", (event) => { map.touch = event.pointerType === "touch"; });
  map.svg.addEventListener("click", (event) => {
    const i = index(event);
    if (map.dragged) return;
    if (i === undefined) return hideTip(map);
    const again = map.tapped === i || !map.touch; // a first tap only tells, as hovering does
    map.tapped = i;
    focusOn(map, +i, event);
    if (again) ways.select(map.data.codes[i]);
  });
  map.list.addEventListener("focusin", (event) => map.quiet || showTip(map, +index(event), null, true));
  map.list.addEventListener("focusout", () => hideTip(map));
  map.list.addEventListener("keydown", (event) => press(map, +index(event), event));
}

function press(map, i, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" || event.key === " ") ways.open(map.data, map.data.codes[i]);
  else if (!zoomKey(map, event.key)) {
    const to = target(map, i, event.key);
    if (to === undefined) return;
    focusOn(map, to);
  }
  event.preventDefault();
}

function target(map, i, key) {
  const { byName } = map.data;
  if (key === "Home") return byName[0];
  if (key === "End") return byName[byName.length - 1];
  map.ways ??= neighbours(map.data.codes.map(map.shape));
  return key.startsWith("Arrow") ? map.ways[i][key] ?? i : undefined;
}

// For each point the nearest in each direction; a step aside counts double, so that walking
// reaches every region of every extent and form (a browser test walks them all).
function neighbours(points) {
  const turns = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const nearest = (from, [dx, dy]) => {
    let best, least = Infinity;
    points.forEach((to, i) => {
      const x = to.x - from.x, y = to.y - from.y;
      const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (along > 0 && aside <= 3 * along && along + 2 * aside < least) [best, least] = [i, along + 2 * aside];
    });
    return best;
  };
  return points.map((from) => Object.fromEntries(Object.entries(turns).map(([key, way]) => [key, nearest(from, way)])));
}

// One tab stop for all panels: it is in the first.
function rove(map, i) {
  if (map !== state.maps[0]) return;
  map.list.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
  map.paths[i]?.setAttribute("tabindex", "0");
}

function focusOn(map, i, event) {
  const walked = event ? map : state.maps[0];
  rove(walked, i);
  walked.quiet = Boolean(event); // the pointer shows the same tip where it is
  walked.paths[i].focus({ preventScroll: Boolean(event) });
  walked.quiet = false;
  if (event) showTip(walked, i, event); else reveal(walked, i);
}

// At the pointer; for one who walks with the keyboard at the region itself, and aloud.
function showTip(map, i, event, aloud) {
  for (const each of state.maps) ringed(each, i);
  const lines = describe(map.data, atOf(map), i), [name, value, ...rest] = lines;
  map.tip.replaceChildren(html("b", {}, name), html("strong", {}, value), ...rest.map((line) => html("span", {}, line)));
  if (event && map.touch && map.data.codes[i] !== map.data.own) map.tip.append(html("em", {}, map.data.words.again));
  map.tip.hidden = false;
  if (event || aloud) map.spot = event && { clientX: event.clientX, clientY: event.clientY };
  placeTip(map);
  if (aloud || event?.type === "click") say("map-live", `${[...lines, ...inOthers(map, i)].join(". ")}.`);
}

// The ring round a region, and its value in the panel's own line.
function ringed(map, i) {
  if (map.shown !== i) map.ring.setAttribute("d", map.shape(map.data.codes[i]).d);
  map.shown = i;
  if (map.label) map.caption.textContent = `${map.label}: ${map.data.names[i]} ${valueIn(map, i)}`;
}

function valueIn(map, i) {
  const value = map.data.values[atOf(map)][i];
  return value === null ? map.data.symbol_words[symbolAt(map.data, atOf(map), i)] : quantity(map.data, value);
}

const inOthers = (map, i) => state.maps.filter((each) => each !== map).map((each) => `${each.label} ${valueIn(each, i)}`);

function centre(map) {
  const { x, y } = map.shape(map.data.codes[map.shown]);
  const at = new DOMPoint(x, y).matrixTransform(map.svg.getScreenCTM());
  return { clientX: at.x, clientY: at.y };
}

const placeTip = (map) => stand(map.tip, map.spot || centre(map));

function hideTip(map) {
  map.tip.hidden = true;
  for (const each of state.maps) {
    each.shown = each.spot = undefined;
    each.ring.setAttribute("d", "");
    if (each.label) each.caption.textContent = each.label;
  }
}

const told = () => state.maps.find((map) => !map.tip.hidden);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && told()) hideTip(told());
});
document.addEventListener("scroll", () => {
  const map = told();
  if (!map) return;
  if (map.spot) hideTip(map); else placeTip(map);
}, { passive: true, capture: true });

// A map that was painted anew while a region's words stand there tells the new ones.
function painted(map) {
  if (map.shown !== undefined && !map.tip.hidden) showTip(map, map.shown);
}

export { listen, rove, painted, placeTip };
