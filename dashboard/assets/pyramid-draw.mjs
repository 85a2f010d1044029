// The pyramid drawn anew: the same marks, in the same order, at the same tenths of a unit as
// dashboard/charts/pyramid_svg.py has drawn it; and the words and the table beside it.
import { byId, fill, formatter, html, say, svg, unbroken } from "./map-base.mjs";
import { SEXES, describe, lengthOf, overlay, shareOf, shown, state, ticks } from "./pyramid-figures.mjs";

const WIDTH = 500, HEIGHT = 480, TOP = 34, BOTTOM = 48, GUTTER = 42, EDGE = 12;
const MIDDLE = WIDTH / 2, FLOOR = HEIGHT - BOTTOM, HALF = (WIDTH - GUTTER) / 2 - EDGE;

const tenth = (number) => Math.floor(number * 10 + 0.5) / 10;

export function draw() {
  const slice = shown(), over = overlay(), lengths = ticks(), most = lengths.at(-1);
  const oldest = Math.max(...[slice, ...(over ? [over] : [])].map((each) => each.classes.at(-1)[1]));
  const plot = {
    oldest,
    x: (sex, length) => WIDTH / 2 + (sex === "men" ? -1 : 1) * (GUTTER / 2 + (HALF * length) / most),
    y: (age) => TOP + ((oldest - age) / oldest) * (HEIGHT - TOP - BOTTOM),
  };
  const { data } = state, label = fill(data.words.label, { name: slice.area.name, ...data.sexes });
  const list = svg("g", { role: "listbox", tabindex: -1, "aria-describedby": "pyramid-help", "aria-label": label },
    ...bars(slice, over, plot));
  byId("pyramid").querySelector(".pyramid-svg").replaceWith(svg("svg",
    { class: "chart pyramid-svg", viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    grid(lengths, plot), list, ...(over ? outlines(over, plot) : []), ages(plot), heads(plot)));
}

// A transparent bar of full width under each bar makes short ones easy to hit.
function bars(slice, over, plot) {
  return slice.classes.flatMap((each, i) => SEXES.map((sex) =>
    svg("g", { role: "option", tabindex: -1, "data-i": i, "data-sex": sex, "aria-selected": "false",
      "aria-label": describe(slice, over, sex, i) }, ...bar(each, sex, lengthOf(slice, sex, i), plot))));
}

function bar([from, to], sex, length, plot) {
  const start = plot.x(sex, 0), end = plot.x(sex, length), y = plot.y(to), tall = plot.y(from) - y;
  const gap = tall > 6 ? 1 : tall > 3 ? 0.5 : 0, room = Math.abs(start - (sex === "men" ? EDGE : WIDTH - EDGE));
  return [
    svg("rect", { class: "hit", x: tenth(sex === "men" ? EDGE : start), y: tenth(y), width: tenth(room), height: tenth(tall) }),
    svg("rect", { class: `bar ${sex}`, x: tenth(Math.min(start, end)), y: tenth(y + gap / 2),
      width: tenth(Math.max(Math.abs(end - start), 0.5)), height: tenth(Math.max(tall - gap, 0.5)) }),
  ];
}

// Dashed, on a line of paper so that it is seen on both.
function outlines(over, plot) {
  return SEXES.flatMap((sex) => {
    const none = tenth(plot.x(sex, 0)), from = tenth(plot.y(over.classes[0][0]));
    const edges = over.classes.map(([, to], i) => `H${tenth(plot.x(sex, lengthOf(over, sex, i)))}V${tenth(plot.y(to))}`);
    return ["halo", "outline"].map((name) => svg("path", { class: name, d: `M${none} ${from}${edges.join("")}H${none}` }));
  });
}

function grid(lengths, plot) {
  const { data, unit } = state;
  const decimals = unit === "percent" ? Math.max(0, -Math.floor(Math.log10(lengths[1]) + 1e-9)) : 0;
  const format = formatter({ lang: data.lang, decimals });
  const lines = SEXES.flatMap((sex) => lengths.flatMap((length, n) => {
    const x = tenth(plot.x(sex, length));
    return [svg("path", { class: "grid", d: `M${x} ${TOP}V${FLOOR}` }),
      svg("text", { class: n % 2 ? "tick odd" : "tick", x, y: FLOOR + 18, "text-anchor": "middle" }, format(length))];
  }));
  return svg("g", { "aria-hidden": "true" }, ...lines,
    svg("text", { class: "tick", x: MIDDLE, y: HEIGHT - 6, "text-anchor": "middle" }, data.words[unit]));
}

function ages(plot) {
  const marks = Array.from({ length: Math.floor(plot.oldest / 10) + 1 }, (_, i) => i * 10);
  return svg("g", { "aria-hidden": "true" }, ...marks.map((age) =>
    svg("text", { class: "tick", x: MIDDLE, y: tenth(plot.y(age) + 4), "text-anchor": "middle" }, String(age))));
}

function heads(plot) {
  const { words } = state.data;
  return svg("g", { class: "heads", "aria-hidden": "true" },
    svg("text", { class: "men", x: tenth(plot.x("men", 0)), y: 18, "text-anchor": "end" }, words.men),
    svg("text", { class: "tick", x: MIDDLE, y: 18, "text-anchor": "middle" }, words.age),
    svg("text", { class: "women", x: tenth(plot.x("women", 0)), y: 18 }, words.women));
}

// --- words and table beside the drawing ---

export function drawWords() {
  const { data, at } = state, slice = shown(), over = overlay();
  const outline = over ? ` · ${fill(data.words.outline, { name: over.area.name, period: over.words })}` : "";
  say("pyramid-lead", data.own.sentences[at]);
  const unit = data.words[state.unit];
  say("pyramid-sub", fill(data.words.title, { period: slice.words, unit: unit[0].toLowerCase() + unit.slice(1) }) + outline);
  say("pyramid-note", [note(slice.classes.at(-1)), data.own.apart[at]].filter(Boolean).join(" "));
  byId("pyramid-table").replaceChildren(...[slice, ...(over ? [over] : [])].map(table));
}

// Up to which age the oldest are drawn, where they have no upper age.
function note([from, to, age, open]) {
  return open ? fill(state.data.words.open, { age: age[0].toUpperCase() + age.slice(1), from, to: to - 1 }) : "";
}

// As parts/cards.py has a table.
function table(slice) {
  const { words, people } = state.data, caption = `${slice.area.name}, ${slice.words}`;
  const cell = (value, write) => html("td", {}, value === null ? words.missing : write(value));
  const head = [words.age, words.women, words.men, `${words.women}, %`, `${words.men}, %`];
  const rows = slice.classes.map(([, , age], i) => {
    const values = [slice.women[i], slice.men[i]], share = (value) => shareOf(slice, value);
    return html("tr", {}, html("th", { scope: "row" }, ...unbroken(age)),
      ...values.map((value) => cell(value, people)), ...values.map((value) => cell(value, share)));
  });
  return html("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": caption },
    html("table", {}, html("caption", {}, caption),
      html("thead", {}, html("tr", {}, ...head.map((each) => html("th", { scope: "col" }, each)))),
      html("tbody", {}, ...rows)));
}
