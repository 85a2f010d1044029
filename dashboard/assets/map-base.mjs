// What the map's scripts share: what is shown now, small tools, and figures put into words.

const SHADES = [[], [3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]]; // by number of classes

// The payload, the period's place in it, one scale for all periods or not, the maps (one, or the
// panels), the play timer, and whether the whole ranking is shown.
const state = { data: null, at: 0, all: false, maps: [], timer: 0, full: false };

// A panel keeps its own period, and all panels are on one scale.
const atOf = (map) => map.at ?? state.at;
const allOf = () => state.all || Boolean(state.data.panels.length);

// --- small tools ---

const byId = (id) => document.getElementById(id);
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const html = (name, attributes, ...children) => build(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) =>
  build(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function say(id, words) {
  const node = byId(id);
  if (node && node.textContent !== words) node.replaceChildren(...unbroken(words));
}

// As dashboard/parts/prerender.py: `0–9 år` stays on one line.
function unbroken(told) {
  return told.split(/(\d+–\d+ (?:år|years))/).map((part, n) => (n % 2 ? html("span", { class: "whole" }, part) : part));
}

// A tip beside a point of the window, on the side where there is room, and never outside it.
function stand(tip, point) {
  const gap = 14, box = tip.getBoundingClientRect(), edge = document.documentElement;
  const place = (at, size, whole) => Math.max(4, Math.min(at + gap + size > whole ? at - gap - size : at + gap, whole - size - 4));
  tip.style.left = `${place(point.clientX, box.width, edge.clientWidth)}px`;
  tip.style.top = `${place(point.clientY, box.height, edge.clientHeight)}px`;
}

// --- figures and words ---

// `12 345,6`: what dashboard/text.py writes, so that the page and its sentences agree.
function formatter(data) {
  const digits = { minimumFractionDigits: data.decimals, maximumFractionDigits: data.decimals };
  const locale = data.lang === "en" ? "en-GB" : "sv-SE";
  const format = new Intl.NumberFormat(locale, { ...digits, useGrouping: "always" });
  return (value) => format.format(value).replace(/[\u202f\s]/g, "\u00a0").replace("-", "\u2212");
}

// A number with its unit, both as dashboard/text.py writes them: exactly 1 has the singular.
function quantity(data, value, format = data.format) {
  const number = format(value);
  return fill(data.quantity[/^\u2212?1$/.test(number) ? 0 : 1], { number });
}

const symbolAt = (data, at, i) => data.symbols[at]?.[i] ?? "";
const classOf = (value, limits) => limits.filter((limit) => value >= limit).length;

// The limits of a rate or the greatest value of a count, of this period or of all; and the looks
// of the classes: c1…c5 from low to high, d1…d5 round a value, dl5…dl1 and dh1…dh5 below and above zero.
function scaleOf(data, at, all) {
  if (data.kind === "count") return { top: all ? data.top_all : data.tops[at] };
  const centre = data.around?.at[at] ?? null;
  const limits = !all || (data.around && centre === null) ? data.breaks[at] : data.breaks_all.map((limit) => shown(data, limit + (centre ?? 0)));
  return { limits, looks: looksOf(limits, centre) };
}

// As dashboard/map/look.py: where the centre is itself a limit, each side has shades of its own.
function looksOf(limits, centre) {
  const shades = (ramp, count) => SHADES[count].map((shade) => ramp + shade), below = limits.indexOf(centre) + 1;
  if (!below) return shades(centre === null ? "c" : "d", limits.length + 1);
  return [...shades("dl", below).reverse(), "d3", ...shades("dh", limits.length - below)];
}

// A number as it is shown: sums of floats are not.
const shown = (data, value) => Math.round(value * 10 ** data.decimals) / 10 ** data.decimals;

// How a region is drawn: c1…c5, land (under a circle), or hatch, dots, empty for a null.
function lookOf(data, at, i, scale) {
  const value = data.values[at][i];
  if (value === null) return data.look[symbolAt(data, at, i)] ?? "hatch";
  return scale.limits ? scale.looks[classOf(value, scale.limits)] : "land";
}

// Regions that have a value from the better end, else highest first; equals in the order of their names.
function ordered(data, at) {
  const values = data.values[at], sign = data.rising ? 1 : -1;
  return data.byName.filter((i) => values[i] !== null).sort((a, b) => sign * (values[a] - values[b]));
}

// `Plats 12–41 av 44`, that it is shared, or why there is none to tell.
function placeOf(data, at, i) {
  const placing = data.placings[at], place = placing?.places[i] ?? "–", values = data.values[at];
  if (!placing || values[i] === null || !place) return "";
  if (place === "–") return placing.why;
  const shared = !place.includes("–") && values.some((value, n) => n !== i && value === values[i]);
  return fill(shared ? data.words.shared : data.words.place, { place, count: placing.of });
}

// What hover, focus, tap and the live region say, line by line; the first is the name.
function describe(data, at, i) {
  const value = data.values[at][i], symbol = symbolAt(data, at, i);
  const words = value === null || symbol ? data.symbol_words[symbol] : "";
  const beside = ["00", data.codes[i].slice(0, 2)]
    .filter((code, n) => (data.compared[code]?.[at] ?? null) !== null && (n === 0 || code !== data.codes[i]))
    .map((code) => `${data.compared_names[code]} ${quantity(data, data.compared[code][at])}`);
  return [
    data.names[i],
    value === null ? words : quantity(data, value),
    [data.who, data.period_words[at], value === null ? "" : words].filter(Boolean).join(", "),
    placeOf(data, at, i),
    ...beside,
  ].filter(Boolean);
}

// What the map leads to: choosing a region, and opening its figures. An embedded map has other ways.
export const ways = {
  select(code) {
    const list = document.querySelector("#controls [name=region]");
    list.value = code;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  },
  open(data, code) {
    if (data.opens) window.location.assign(data.opens.replace("region=", `region=${code}`));
    else ways.select(code);
  },
};

export {
  state, byId, fill, html, svg, say, unbroken, stand, formatter, quantity, symbolAt, classOf, scaleOf, lookOf, ordered, describe, atOf, allOf,
};
