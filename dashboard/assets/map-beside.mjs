// Beside the map, from the same payload: legend with histogram, ranking, table.

import { state, byId, fill, html, svg, quantity, symbolAt, classOf, scaleOf, ordered, atOf, unbroken } from "./map-base.mjs";
import { radius } from "./map-draw.mjs";

const FIRST = 10; // rows of the ranking until a reader asks for all

// --- the legend ---

function drawLegend(data, at, all) {
  const host = byId("map-legend");
  if (!host) return;
  const scale = scaleOf(data, at, all);
  const known = data.values[at].filter((value) => value !== null);
  const key = scale.limits ? [histogram(data, at, all, scale), classList(data, at, scale)] : [circleKey(data, scale)];
  const words = fill(all ? data.words.scale_all : data.words.scale, { period: data.period_words[at] });
  const some = known.length && known.length < data.codes.length ? fill(data.words.some, { some: known.length, count: data.codes.length }) : "";
  host.replaceChildren(
    ...(known.length ? key : [html("p", { class: "map-nothing" }, data.words.nothing)]),
    nullList(data, at), html("p", { class: "map-scale", id: "map-scale" }, [words, some].filter(Boolean).join(" "), ...method(data, at, scale)));
}

// How the classes are found, and what a diverging scale is round, or that there is no such value.
function method(data, at, { limits }) {
  if (!limits) return [];
  const none = data.around && data.around.at[at] === null ? fill(data.around.missing, { period: data.period_words[at] }) : "";
  return [data.words.method, none || data.around?.words].filter(Boolean).map((words) => ` ${words}`);
}

// Each class that any of the maps has a region in; of one map with how many.
function classList(data, at, { limits, looks }) {
  const several = state.maps.length > 1, shown = several ? state.maps : [{ data, at }];
  const known = shown.flatMap((map) => map.data.values[atOf(map)]).filter((value) => value !== null);
  const counts = looks.map((_, n) => known.filter((value) => classOf(value, limits) === n).length);
  const items = looks.map((look, n) => counts[n] && item(look, rangeWords(data, limits, n, known[0]), several ? undefined : counts[n]));
  return html("ul", { class: "map-key classes" }, ...items.filter(Boolean));
}

function item(look, words, count) {
  return html("li", {}, html("i", { "data-class": look }), html("span", {}, words), ...(count === undefined ? [] : [html("small", {}, ` (${count})`)]));
}

// Limits as values are shown: `20,0–30,9` and `31,0–36,9` leave no doubt where 31,0 belongs.
function rangeWords(data, limits, i, only) {
  const last = (limit) => limit - 10 ** -data.decimals, format = data.format;
  if (!limits.length) return format(only);
  if (i === 0 && limits[0] > 0) return fill(data.words.under, { limit: format(limits[0]) });
  if (i === 0) return fill(data.words.below, { limit: format(last(limits[0])) });
  if (i === limits.length) return fill(data.words.over, { limit: format(limits[i - 1]) });
  const [from, to] = [format(limits[i - 1]), format(last(limits[i]))];
  return from === to ? from : from + (limits[i - 1] < 0 ? ` ${data.words.to} ` : "–") + to;
}

// How the shown values lie, in the colours of their classes; the own region has a mark under it.
function histogram(data, at, all, { limits, looks }) {
  const own = data.values[at][data.codes.indexOf(data.own)] ?? null;
  const range = all ? data.values.flat() : data.values[at], values = range.filter((value) => value !== null);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const bins = 48, share = (value) => (high > low ? (value - low) / (high - low) : 0.5);
  const bin = (value) => Math.min(Math.floor(share(value) * bins), bins - 1);
  const stacks = Array.from({ length: bins }, () => looks.map(() => 0));
  for (const value of data.values[at]) if (value !== null) stacks[bin(value)][classOf(value, limits)] += 1;
  const total = (counts) => counts.reduce((a, b) => a + b, 0), tall = 30 / Math.max(1, ...stacks.map(total));
  const bars = stacks.flatMap((counts, n) => counts.map((count, c) => count && svg("rect", {
    x: n * 5, y: 32 - total(counts.slice(0, c + 1)) * tall, width: 4.2, height: count * tall, "data-class": looks[c],
  })).filter(Boolean));
  const mark = own === null ? [] : [svg("path", { class: "mark", d: `M${bin(own) * 5 + 2.1} 34l4 6h-8z` })];
  return svg("svg", { class: "map-histogram", viewBox: `-3 0 ${bins * 5 + 6} 41`, "aria-hidden": "true" },
    ...bars, svg("path", { class: "floor", d: `M0 32.5H${bins * 5}` }), ...mark);
}

// Two or three circles of round values, nested, in the size they have on the map.
function circleKey(data, { top }) {
  const map = state.maps[0]?.data.indicator === data.indicator ? state.maps[0] : null;
  if (!map || !top) return html("span", {});
  const power = (value) => 10 ** Math.floor(Math.log10(value));
  const round = (value) => Math.floor(value / power(value)) * power(value);
  const values = [...new Set([top, top / 5, top / 30].map(round))].filter((value) => value >= 10 ** -data.decimals);
  const sizes = values.map((value) => radius(map, value, top) / map.unit), high = Math.max(2 * sizes[0], values.length * 17) + 4;
  let y = -9;
  const rows = values.flatMap((value, n) => {
    const r = sizes[n], words = n ? data.format(value) : quantity(data, value);
    y = Math.min(Math.max(high - 2 - 2 * r, y + 17), high - 9 - 17 * (values.length - 1 - n));
    return [svg("circle", { cx: sizes[0] + 2, cy: high - 2 - r, r }), svg("text", { x: 2 * sizes[0] + 14, y: y + 5 }, words),
      svg("path", { class: "floor", d: `M${sizes[0] + 2} ${high - 2 - 2 * r}L${2 * sizes[0] + 10} ${y}` })];
  });
  const key = svg("svg", { class: "map-circles", width: 2 * sizes[0] + 190, height: high, "aria-hidden": "true" }, ...rows);
  const below = data.values.flat().some((value) => value < 0);
  return html("div", {}, key, ...(below ? [html("ul", { class: "map-key" }, item("hollow", data.words.negative))] : []));
}

// Every kind of null that occurs, with its count; missing always, so that none is told as well.
function nullList(data, at) {
  const kinds = { hatch: [], dots: [], empty: [] };
  data.values[at].forEach((value, i) => {
    const symbol = symbolAt(data, at, i);
    if (value === null) kinds[data.look[symbol] ?? "hatch"].push(data.symbol_words[symbol]);
  });
  const rows = Object.entries(kinds).filter(([look, found]) => found.length || look === "hatch");
  return html("ul", { class: "map-key" }, ...rows.map(([look, found]) =>
    item(look, [...new Set(found)].join(", ") || data.words.missing, found.length)));
}

// --- ranking and table ---

function drawRanking(data, at) {
  const host = byId("ranking");
  if (!host) return;
  const rows = ordered(data, at), placing = data.placings[at], own = rows.find((i) => data.codes[i] === data.own);
  const first = state.full ? rows : rows.slice(0, FIRST);
  const shown = own !== undefined && !first.includes(own) ? [...first, own] : first;
  const lengths = lengthsOf(rows.map((i) => data.values[at][i])), places = placing?.places ?? [];
  const look = ["map-rank", places.length && "placed", lengths.dots && "dots"].filter(Boolean).join(" ");
  const list = html("ol", { class: look }, ...shown.map((i) => rankRow(data, i, data.values[at][i], lengths, places[i])));
  const axis = lengths.dots ? [html("p", { class: "axis" }, fill(data.words.axis, { low: data.format(lengths.low), high: data.format(lengths.high) }))] : [];
  const note = rows.length && placing?.note ? [html("p", { class: "muted" }, placing.note)] : [];
  if (shown.length > first.length) list.lastChild.classList.add("apart");
  const more = html("button", { type: "button", class: "map-more scripted", "aria-expanded": String(state.full) },
    state.full ? data.words.fewer : fill(data.words.more, { count: rows.length }));
  host.replaceChildren(html("h2", {}, ...unbroken([data.words.ranking, data.who, data.period_words[at]].filter(Boolean).join(", "))),
    rows.length ? list : html("p", { class: "map-nothing" }, data.words.nothing), ...axis, ...note, ...(rows.length > FIRST ? [more] : []));
}

// All of the ranking, or its first rows again; the button is the server's or this script's.
function more() {
  state.full = !state.full;
  drawRanking(state.data, state.at);
  byId("ranking").querySelector(".map-more").focus();
}

// As dashboard/parts/lengths.py: bars from zero, or dots where the bars would look equal.
function lengthsOf(values) {
  const low = values.length ? Math.min(...values) : 0, high = values.length ? Math.max(...values) : 0;
  const [near, far] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
  return { low, high, dots: low * high > 0 && (2 / 3) * far <= near && near < far };
}

function rankRow(data, i, value, lengths, place) {
  const bar = html("i", {}), row = html("li", { "data-code": data.codes[i] },
    ...(place === undefined ? [] : [html("span", { class: "n" }, place)]), html("span", { class: "name" }, data.names[i]),
    html("span", { class: "bar", "aria-hidden": "true" }, bar), html("span", { class: "value" }, data.format(value), html("small", {}, quantity(data, value).slice(data.format(value).length))));
  Object.assign(bar.style, lengthOf(value, lengths));
  row.classList.toggle("own", data.codes[i] === data.own);
  return row;
}

function lengthOf(value, { low, high, dots }) {
  const [from, to] = dots ? [low, high] : [Math.min(0, low), Math.max(0, high)];
  const share = (part) => `${to > from ? (100 * part) / (to - from) : 0}%`;
  return dots ? { marginLeft: share(value - from) } : { marginLeft: share(Math.min(value, 0) - from), width: share(Math.abs(value)) };
}

function drawTable(data, at) {
  const host = byId("map-table");
  if (!host) return;
  if (data.table?.host !== host) data.table = createTable(host, data);
  data.table.caption.replaceChildren(...unbroken(data.heading(at)));
  const write = ([shown, remark], value, i) => {
    const symbol = symbolAt(data, at, i), was = data.was[at]?.[i];
    shown.textContent = value === null ? ({ "-": "–", ".": "." }[symbol] ?? "..") : data.format(value);
    if (was) shown.append(html("sup", { "aria-hidden": "true" }, data.mark.letter)); // the remark says it
    remark.textContent = [(value === null || symbol) && data.symbol_words[symbol], was && fill(data.mark.words, { was })]
      .filter(Boolean).join("; ");
  };
  data.table.regions.forEach((cells, i) => write(cells, data.values[at][i], i));
  data.table.compared.forEach(([code, cells], n) => write(cells, data.compared[code][at], data.codes.length + n));
  drawMarks(Boolean(data.was[at]));
}

// What the mark means stands under the table while the shown period has any.
function drawMarks(any) {
  const legend = byId("map-marked");
  if (legend) legend.hidden = !any;
}

// The rows stay, in the order of the names; riket and the counties stand last, to compare with.
function createTable(host, data) {
  const cells = () => [html("td"), html("td", { class: "words" })];
  const regions = data.codes.map(cells), compared = data.compared_codes.map((code) => [code, cells()]);
  const row = (code, name, pair) => html("tr", { "data-code": code }, html("th", { scope: "row" }, name), ...pair);
  const head = (words, more) => html("th", { scope: "col", ...more }, words), caption = html("caption");
  host.replaceChildren(html("table", {}, caption,
    html("thead", {}, html("tr", {}, head(data.words.region), head(data.unit), head(data.words.remark, { class: "words" }))),
    html("tbody", {}, ...data.byName.map((i) => row(data.codes[i], data.names[i], regions[i]))),
    html("tbody", { class: "compared" }, ...compared.map(([code, pair]) => row(code, data.compared_names[code], pair)))));
  return { host, caption, regions, compared };
}

export { drawLegend, drawRanking, drawTable, drawMarks, more };
