// What pointer, tap and keyboard say of a bar of the pyramid: by one set of listeners, whoever has
// drawn it.
import { byId, html, say, stand } from "./map-base.mjs";
import { SEXES, beside, describe, overlay, shown, state, told, who } from "./pyramid-figures.mjs";

const barAt = ({ target }) => (state.data ? target.closest?.("#pyramid [data-i]") : null);
const nodeOf = (i, sex) => byId("pyramid").querySelector(`[data-i="${i}"][data-sex="${SEXES[sex]}"]`);
const tipOf = () => byId("pyramid")?.querySelector(".map-tip");

// At the pointer; for one who walks with the keyboard at the bar itself, and aloud.
function show(node, event) {
  const { i, sex } = node.dataset, tip = tipOf(), slice = shown(), over = overlay();
  const [count, ...more] = [...told(slice, sex, i), beside(over, slice, sex, i)].filter(Boolean);
  hide();
  tip.replaceChildren(html("span", {}, who(slice, sex, i)), html("strong", {}, count), ...more.map((words) => html("span", {}, words)));
  tip.hidden = false;
  node.classList.add("shown");
  if (!event) say("pyramid-live", describe(slice, over, sex, i));
  stand(tip, event ?? above(node));
}

function above(node) {
  const box = node.getBoundingClientRect();
  return { clientX: box.left + box.width / 2, clientY: box.top };
}

export function hide() {
  const tip = tipOf();
  if (!tip || tip.hidden) return;
  tip.hidden = true;
  for (const node of byId("pyramid").querySelectorAll(".shown")) node.classList.remove("shown");
}

// One tab stop: the bar walked to, and it alone.
export function rove(focus) {
  const last = shown().classes.length - 1, [i, sex] = (state.focus = [Math.min(state.focus[0], last), state.focus[1]]);
  for (const node of byId("pyramid").querySelectorAll("[role=option][tabindex='0']")) node.setAttribute("tabindex", "-1");
  nodeOf(i, sex).setAttribute("tabindex", "0");
  if (focus) nodeOf(i, sex).focus();
}

// The bar that the tab key leads to, as the page has it.
export function walkedTo() {
  const { i, sex } = byId("pyramid").querySelector("[role=option][tabindex='0']").dataset;
  return [Number(i), SEXES.indexOf(sex)];
}

function walk(to) {
  state.focus = to;
  rove(true);
}

function press(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const [i, sex] = state.focus, last = shown().classes.length - 1;
  const to = { ArrowUp: [i + 1, sex], ArrowDown: [i - 1, sex], ArrowLeft: [i, 0], ArrowRight: [i, 1], Home: [0, sex], End: [last, sex] }[event.key];
  if (event.key === "Escape") hide();
  if (!to) return;
  event.preventDefault();
  walk([Math.max(0, Math.min(last, to[0])), to[1]]);
}

document.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch") return;
  const node = barAt(event);
  if (node) show(node, event);
  else if (!walked()) hide();
});
document.documentElement.addEventListener("pointerleave", hide);
document.addEventListener("click", (event) => {
  const node = barAt(event);
  if (node) walk([Number(node.dataset.i), SEXES.indexOf(node.dataset.sex)]);
});
document.addEventListener("focusin", (event) => { if (barAt(event)) show(barAt(event)); });
document.addEventListener("focusout", (event) => { if (barAt(event)) hide(); });
document.addEventListener("keydown", (event) => { if (barAt(event)) press(event); });

// The tip stands still on the screen: it follows the bar walked to, and goes with the pointer's.
const walked = () => byId("pyramid")?.querySelector("[role=option]:focus-visible");
document.addEventListener("scroll", () => {
  if (tipOf()?.hidden !== false) return;
  if (walked()) stand(tipOf(), above(walked())); else hide();
}, { passive: true, capture: true });
