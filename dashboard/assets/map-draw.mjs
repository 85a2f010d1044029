// One map as an instance: its regions and circles, their colours and names. Several can stand side
// by side; the pointer, the keyboard and zooming are in map-point.mjs and map-zoom.mjs.

import { svg, quantity, symbolAt, scaleOf, lookOf, atOf, allOf } from "./map-base.mjs";
import { listen, painted, rove } from "./map-point.mjs";
import { zoomable } from "./map-zoom.mjs";

// The map that the server has drawn in a host (dashboard/map/inline.py), as an instance.
function adopt(host, data, fitted) {
  const drawing = host.querySelector(".map-svg"), find = (selector) => drawing.querySelector(selector);
  const map = {
    host, data, fitted, svg: drawing, unit: 1, whole: drawing.getAttribute("viewBox").split(" ").map(Number),
    list: find("[role=listbox]"), own: find(".own"), ring: find(".ring"), labels: find(".places"),
    tip: host.querySelector(".map-tip"), caption: host.querySelector(".map-panel"),
    pattern: Object.fromEntries([...drawing.querySelectorAll("pattern")].map((node) => [node.id.split("-").pop(), node])),
  };
  const inOrder = (nodes) => [...nodes].sort((a, b) => a.dataset.index - b.dataset.index);
  map.view = [...map.whole];
  map.paths = inOrder(map.list.querySelectorAll("[data-index]"));
  map.circles = inOrder(drawing.querySelectorAll("circle[data-index]"));
  map.shape = shaper(map);
  new ResizeObserver(() => drawing.isConnected && fit(map)).observe(host);
  listen(map);
  zoomable(map);
  return map;
}

// A region's path, middle and, where it is a tile or a circle, half its width; a county's is its border.
function shaper(map) {
  const known = {};
  for (const path of map.paths) {
    const [x, y, r] = path.dataset.at.split(" ").map(Number);
    known[path.dataset.code] = { d: path.getAttribute("d"), x, y, r };
  }
  for (const path of map.svg.querySelectorAll("[data-county]"))
    known[path.dataset.county] ??= { d: path.getAttribute("d") };
  return (code) => known[code];
}

function fit(map) {
  const box = map.svg.getBoundingClientRect(), [, , width, height] = map.view;
  if (!box.width) return;
  map.unit = Math.max(width / box.width, height / box.height); // map units a pixel
  map.svg.classList.toggle("near", map.whole[2] / map.unit > 1.6 * box.width); // zoomed in
  for (const [look, node] of Object.entries(map.pattern))
    node.setAttribute("patternTransform", `scale(${map.unit})${look === "hatch" ? " rotate(45)" : ""}`);
  if (map.circles.length) sizeCircles(map);
  placeLabels(map);
  map.svg.classList.add("fitted");
  map.fitted(map);
}

function paint(map) {
  const data = map.data, at = atOf(map), scale = scaleOf(data, at, allOf(map));
  map.paths.forEach((path, i) => {
    const look = lookOf(data, at, i, scale), value = data.values[at][i];
    if (path.dataset.class !== look) {
      path.dataset.class = look;
      path.setAttribute("fill", look in map.pattern ? `url(#${map.host.id}-${look})` : "");
    }
    path.setAttribute("aria-label", `${data.names[i]}, ${value === null ? data.symbol_words[symbolAt(data, at, i)] : quantity(data, value)}`);
  });
  if (map.circles.length) sizeCircles(map);
  if (data.form === "tiles") placeLabels(map); // dark tiles have light names
  painted(map);
}

const radius = (map, value, top) =>
  value && top ? Math.max(0.03 * (map.whole[2] + map.whole[3]) * Math.sqrt(Math.abs(value) / top), map.unit) : 0;

// A count's circle has an area in proportion to it; what is below zero is drawn hollow.
function sizeCircles(map) {
  const at = atOf(map), { top } = scaleOf(map.data, at, allOf(map));
  map.circles.forEach((circle, i) => {
    const value = map.data.values[at][i];
    circle.setAttribute("r", radius(map, value, top).toFixed(1));
    circle.classList.toggle("hollow", value < 0);
  });
}

function markOwn(map) {
  const { data } = map;
  const chosen = data.own === "00" ? undefined : map.shape(data.own);
  map.own.setAttribute("d", chosen && data.codes.some((code) => code.startsWith(data.own)) ? chosen.d : "");
  map.paths.forEach((path, i) => path.setAttribute("aria-selected", String(data.codes[i] === data.own)));
  map.circles.forEach((circle, i) => circle.classList.toggle("chosen", data.codes[i] === data.own));
  rove(map, Math.max(data.codes.indexOf(data.own), 0));
  placeLabels(map);
}

// Names the own region and, where nothing is in the way, the towns, the greatest first; the
// nearer the view, the more find room. A tile holds the name of each, as far as it is wide.
function placeLabels(map) {
  const { data } = map, size = 12 * map.unit, taken = [], [left, top, width, height] = map.view;
  const order = map.unit * 900 < map.whole[3] || data.form === "tiles" ? [...data.towns, ...data.codes] : data.towns;
  map.labels.replaceChildren();
  for (const code of new Set([data.own, ...order])) {
    const i = data.codes.indexOf(code);
    if (i < 0) continue;
    const { x, y: middle, r } = map.shape(code), name = nameOn(map, data.names[i], r);
    const y = map.circles.length ? middle + +map.circles[i].getAttribute("r") + 0.7 * size : middle;
    const half = 0.3 * size * name.length + 0.3 * size;
    const box = [x - half, y - 0.8 * size, x + half, y + 0.8 * size];
    const free = data.form === "tiles" || taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    const within = box[0] > left && box[2] < left + width && box[1] > top && box[3] < top + height;
    if (!name || (!(free && within) && code !== data.own)) continue;
    taken.push(box);
    const text = svg("text", { x, y, "font-size": size, "stroke-width": 3 * map.unit }, name);
    text.classList.toggle("chosen", code === data.own);
    if (data.form === "tiles") text.dataset.on = map.paths[i].dataset.class;
    map.labels.append(text);
  }
}

// On a tile as many letters as its width has room for, and a full stop when cut; none under three.
function nameOn(map, words, r) {
  const name = words.replace(/s? (län|County)$/, "");
  if (map.data.form !== "tiles") return name;
  const room = Math.floor((2 * r) / (7.2 * map.unit));
  if (name.length <= room) return name;
  return room < 3 ? "" : `${name.slice(0, room - 1)}.`;
}

export { adopt, paint, fit, markOwn, radius };
