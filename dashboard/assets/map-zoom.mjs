// Zooming and moving a map by its viewBox: buttons, keys, Ctrl and wheel, pinch and drag; double-click and
// Home show all of it again. The wheel alone and a swipe up or down are always the page's.

import { state } from "./map-base.mjs";
import { fit } from "./map-draw.mjs";
import { placeTip } from "./map-point.mjs";
const CLOSEST = 16, STEP = 1.6; // times as large at most; a press of a button

const times = (map) => map.whole[2] / map.view[2];

// The view stays within the whole, and shows at most all of it.
function setView(map, [x, y, width]) {
  const [left, top, wide, high] = map.whole;
  const w = Math.min(wide, Math.max(width, wide / CLOSEST)), h = (w * high) / wide;
  const within = (start, size, low, all) => Math.min(Math.max(start, low), low + all - size);
  const view = [within(x, w, left, wide), within(y, h, top, high), w, h];
  for (const each of state.maps.includes(map) ? state.maps : [map]) {
    each.view = view;
    each.svg.setAttribute("viewBox", view.map((n) => Math.round(n * 10) / 10).join(" "));
    fit(each);
  }
  tellButtons(map);
  const spoken = state.maps.find((each) => !each.tip.hidden);
  if (spoken) placeTip(spoken);
}

// Larger or smaller about a point of the map, its middle where none is given.
function zoom(map, factor, point) {
  const [x, y, w, h] = map.view, [px, py] = point ?? [x + w / 2, y + h / 2];
  const width = Math.min(map.whole[2], Math.max(w / factor, map.whole[2] / CLOSEST)), by = width / w;
  setView(map, [px - (px - x) * by, py - (py - y) * by, width]);
}

const reset = (map) => setView(map, map.whole);

function pointOf(map, event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.svg.getScreenCTM().inverse());
  return [at.x, at.y];
}

// --- by hand ---

function zoomable(map) {
  const fingers = new Map(), acts = [() => zoom(map, STEP), () => zoom(map, 1 / STEP), () => reset(map)];
  map.buttons = [...map.host.querySelectorAll(".map-zoom button")];
  map.buttons.forEach((button, n) => button.addEventListener("click", acts[n]));
  tellButtons(map);
  map.svg.addEventListener("dblclick", () => reset(map));
  map.svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(map, Math.exp(-event.deltaY / 300), pointOf(map, event));
  }, { passive: false });
  map.svg.addEventListener("pointerdown", (event) => { fingers.set(event.pointerId, event); map.dragged = false; });
  map.svg.addEventListener("pointermove", (event) => fingers.has(event.pointerId) && move(map, fingers, event));
  for (const end of ["pointerup", "pointercancel", "pointerleave"])
    map.svg.addEventListener(end, (event) => { fingers.delete(event.pointerId); map.dragging = false; });
}

// The mouse, or a finger that goes sideways first, moves the map once it is zoomed; two fingers zoom it too.
function move(map, fingers, event) {
  const before = fingers.get(event.pointerId), others = [...fingers.values()].filter((each) => each !== before);
  const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
  if (!others.length && (times(map) < 1.01 || Math.hypot(dx, dy) < 4)) return;
  const upOrDown = event.pointerType === "touch" && Math.abs(dy) > Math.abs(dx);
  if (!others.length && !map.dragging && upOrDown) return; // the page's
  fingers.set(event.pointerId, event);
  map.dragging = map.dragged = true;
  if (others.length === 1) {
    const [other] = others, span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    return zoom(map, span(event) / Math.max(span(before), 1), pointOf(map, event));
  }
  const [x, y, w] = map.view;
  setView(map, [x - dx * map.unit, y - dy * map.unit, w]);
}

// + and − as the buttons; Home shows the whole map again while it is zoomed.
function zoomKey(map, key) {
  if (key === "Home" && times(map) > 1.01) reset(map);
  else if (key === "+" || key === "=") zoom(map, STEP, middleOf(map));
  else if (key === "-") zoom(map, 1 / STEP, middleOf(map));
  else return false;
  return true;
}

function middleOf(map) {
  const { x, y } = map.shape(map.data.codes[map.shown ?? 0]);
  return [x, y];
}

// The region walked to comes into view.
function reveal(map, i) {
  const { x, y } = map.shape(map.data.codes[i]), [left, top, w, h] = map.view;
  const inside = x > left + w * 0.1 && x < left + w * 0.9 && y > top + h * 0.1 && y < top + h * 0.9;
  if (!inside && times(map) > 1.01) setView(map, [x - w / 2, y - h / 2, w]);
}

// A county chosen on a map of municipalities is what the reader wants to see.
function frame(map) {
  const county = map.data.near, wanted = county ? map.data.own : "";
  if (map.framed === wanted) return; // a reader who has zoomed since stays there
  map.framed = wanted;
  if (!wanted) return reset(map);
  const [x, y, w, h] = county, wide = Math.max(w, (h * map.whole[2]) / map.whole[3]);
  const high = (wide * map.whole[3]) / map.whole[2];
  setView(map, [x - (wide - w) / 2, y - (high - h) / 2, wide]);
}

function tellButtons(map) {
  const { buttons } = state.maps[0] ?? map;
  const [closer, away, whole] = buttons.length ? buttons : map.buttons;
  if (!closer) return;
  closer.disabled = times(map) > CLOSEST - 0.01;
  away.disabled = whole.disabled = times(map) < 1.01;
  map.svg.classList.toggle("zoomed", times(map) > 1.01);
}

export { zoomable, zoomKey, reveal, frame };
