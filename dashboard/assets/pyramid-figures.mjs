// What the pyramid's scripts share: what is shown now, and its figures in numbers and words. As
// dashboard/charts/pyramid_picture.py, in the same order of computing: the two write the same numbers.
import { fill, formatter, quantity } from "./map-base.mjs";
import { period } from "./period.mjs";

const SEXES = ["men", "women"]; // men to the left, women to the right

// The payload (null where there are no figures), the period's place in it, what lies over it, what
// bars count, the play timer, and the bar walked to as [class, sex].
const state = { data: null, at: 0, then: "", unit: "count", timer: 0, focus: [0, 1] };

// The formats of people and of shares, and the figures of its areas, made once for a payload.
function prepare(data) {
  if (!data) return null;
  const [own, beside] = [data.own, data.beside].map((area) => area && { ...area, women: people(area.women), men: people(area.men) });
  return { ...data, own, beside, people: formatter(data), share: formatter({ lang: data.lang, decimals: 1 }) };
}

// A class comes less the class before it in the period before (dashboard/charts/pyramid.py, `aged`).
function people(rows) {
  return rows.reduce((found, row) => {
    const earlier = found.at(-1) ?? [];
    return [...found, row.map((left, n) => (left === null ? null : left + (earlier[n - 1] ?? 0)))];
  }, []);
}

// What bars count unless chosen: areas of other sizes are compared in per cent.
const usualUnit = (data) => (data.beside ? "percent" : "count");

// One period of an area, with its classes and how many its people are in all.
function sliceOf(area, at) {
  return { area, classes: area.divisions[area.division[at]], women: area.women[at], men: area.men[at],
    whole: area.whole[at] || 1, words: area.period_words[at] };
}

const shown = () => sliceOf(state.data.own, state.at);

// What lies over the pyramid: another area, another period, or both; null for nothing.
function overlay() {
  const { data, then, at } = state, area = data.beside || (then ? data.own : null);
  if (!area) return null;
  const wanted = then || data.own.periods[at], same = area.periods.indexOf(wanted);
  return sliceOf(area, same >= 0 ? same : nearest(area.periods, wanted));
}

function nearest(periods, wanted) {
  const { year } = period(wanted), gaps = periods.map((each) => Math.abs(period(each).year - year));
  return gaps.indexOf(Math.min(...gaps));
}

// People, or per cent of all, per year of age: a bar's length, so that its area is its people.
function lengthOf(slice, sex, i) {
  const value = slice[sex][i] ?? 0, [from, to] = slice.classes[i];
  return (state.unit === "percent" ? (100 * value) / slice.whole : value) / (to - from);
}

// Two to four round steps that reach the greatest length of any period: a bar keeps its meaning.
function ticks() {
  const most = greatest(), power = 10 ** Math.floor(Math.log10(most / 3 || 1));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((each) => most / each <= 4);
  return Array.from({ length: Math.max(Math.ceil(most / step - 1e-9), 1) + 1 }, (_, i) => i * step);
}

function greatest() {
  let most = 0;
  for (const area of [state.data.own, state.data.beside])
    for (let at = 0; at < (area?.periods.length ?? 0); at++) {
      const slice = sliceOf(area, at);
      for (const sex of SEXES) slice.classes.forEach((_, i) => { most = Math.max(most, lengthOf(slice, sex, i)); });
    }
  return most;
}

// --- words ---

const shareOf = (slice, value) => state.data.share((100 * value) / slice.whole);

// The people of a class, and their share of all.
function told(slice, sex, i) {
  const { data } = state, value = slice[sex][i];
  if (value === null) return [data.words.missing];
  return [quantity(data, value, data.people), fill(data.words.share, { share: shareOf(slice, value) })];
}

const who = (slice, sex, i) => `${state.data.words[sex]}, ${slice.classes[i][2]}, ${slice.words}`;

// What the outline says at the same age; nothing where its classes are others.
function beside(over, slice, sex, i) {
  const [from, to] = slice.classes[i], same = over?.classes.findIndex((each) => each[0] === from && each[1] === to);
  return over && same >= 0 ? `${over.area.name} ${over.words}: ${told(over, sex, same).join(", ")}` : "";
}

// All that is said of a bar.
const describe = (slice, over, sex, i) =>
  [`${who(slice, sex, i)}: ${told(slice, sex, i).join(", ")}`, beside(over, slice, sex, i)].filter(Boolean).join(". ");

export { SEXES, state, prepare, usualUnit, shown, overlay, lengthOf, ticks, shareOf, told, who, beside, describe };
