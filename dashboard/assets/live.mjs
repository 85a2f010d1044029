// A choice that the server must answer: asked through Dash, and the parts of the page that it changes
// put into their places (dashboard/parts/live.py). Where Dash cannot answer, the form's address does.
import { go } from "./address.mjs";
import { wake } from "./wake.mjs";

const PATIENCE = 15000; // milliseconds until the address is opened instead
let asked = null, number = 0;

// The view under these choices; a later question overtakes one that has not been answered.
function ask(query) {
  const shaped = [...document.querySelectorAll("[data-shape]")].map((node) => [node.id, node.dataset.shape]);
  const { release } = document.body.dataset;
  asked = { release, path: window.location.pathname, query: String(query), number: ++number, shapes: Object.fromEntries(shaped) };
  const mine = asked;
  document.getElementById("main").setAttribute("aria-busy", "true");
  setTimeout(() => { if (asked === mine) leave(mine); }, PATIENCE);
  wake().then(() => { if (asked === mine) set("live-asked", { data: mine }); }, () => leave(mine));
}

export const set = (id, props) => window.dash_clientside.set_props(id, props);

const leave = ({ path, query }) => window.location.assign(query ? `${path}?${query}` : path);

// What a form asks; what is left empty is no choice.
function choices(form) {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(chosen);
}

function show(answer) {
  if (!answer) return document.dispatchEvent(new CustomEvent("awake")); // Dash's first call
  if (!asked || answer.number !== asked.number) return;
  if (answer.leave) return leave(asked);
  const choice = new URLSearchParams(asked.query), focus = document.activeElement?.id;
  asked = null;
  document.getElementById("main").removeAttribute("aria-busy");
  document.getElementById("alert").textContent = "";
  for (const [id, part] of Object.entries(answer.parts)) place(document.getElementById(id), part);
  document.title = answer.title;
  go(placed(answer.address, choice.get("region")));
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("shown", { detail: choice }));
}

// A place that was chosen stays in the address where it is the page's first one: it goes on to other pages.
function placed(address, region) {
  const to = new URL(address, window.location.href), chosen = new URLSearchParams(window.location.search).has("region");
  if (chosen && region && !to.searchParams.has("region")) to.searchParams.set("region", region);
  return to.pathname + to.search;
}

// What came without content has the same shape, and is a script's to draw anew; details that a reader has opened stay open.
function place(node, { html, attributes }) {
  if (!node) return;
  node.hidden = "hidden" in attributes;
  for (const name of ["class", "data-shape"]) {
    if (attributes[name] === undefined) node.removeAttribute(name);
    else if (node.getAttribute(name) !== attributes[name]) node.setAttribute(name, attributes[name]);
  }
  if (html === null) return;
  const named = (details) => details.querySelector("summary").textContent;
  const opened = new Set([...node.querySelectorAll("details[open]")].map(named));
  node.innerHTML = html;
  for (const details of node.querySelectorAll("details")) details.open ||= opened.has(named(details));
}

// A choice whose answer never came or was an error must not look as if nothing had been asked. The
// browser keeps a record of what scripts have fetched, with the status: 0 where no answer came.
new PerformanceObserver((list) => {
  const fetched = list.getEntries().filter(({ name }) => name.includes("_dash-update-component"));
  if (fetched.some(({ responseStatus }) => responseStatus === 0 || responseStatus >= 500)) failed(true);
}).observe({ type: "resource" });

export function failed(told) {
  if (!told) return; // Dash's first call
  asked = null;
  document.getElementById("main").removeAttribute("aria-busy");
  document.getElementById("alert").textContent = document.documentElement.lang === "en"
    ? "The server did not answer. Choose again, or reload the page."
    : "Servern svarade inte. Välj igen, eller ladda om sidan.";
}

// --- forms ---

// A form says how it is sent when something is chosen: its answer into this page, or as another page.
// A control that the page's own scripts answer lies within `data-here`.
document.addEventListener("change", ({ target }) => {
  const form = target.form, how = form?.dataset.send;
  if (!how || target.closest("[data-here]")) return;
  if (target.dataset.with !== undefined) alone(form, target);
  else if (how === "live") ask(choices(form));
  else if (target.matches("select")) leave({ path: form.getAttribute("action"), query: String(choices(form)) });
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.send !== "live") return;
  event.preventDefault();
  ask(choices(event.target));
});

// What a reader chose before this script came takes effect now.
for (const form of document.querySelectorAll("form[data-send]")) {
  if (![...form.elements].some((control) => !control.closest("[data-here]") && touched(control))) continue;
  if (form.dataset.send === "live") ask(choices(form));
  else leave({ path: form.getAttribute("action"), query: String(choices(form)) });
}

function touched(control) {
  if (control.matches("select")) {
    const options = [...control.options], first = options.find((each) => each.defaultSelected) ?? options[0];
    return Boolean(first) && !first.selected;
  }
  if (!control.matches("input:not([type=hidden])") || control.id === "filter") return false; // filter.mjs
  return control.checked !== control.defaultChecked || (control.type !== "range" && control.value !== control.defaultValue);
}

// A choice that leaves no sense in the others, but for those it names, is a page of its own.
function alone(form, control) {
  const kept = [control.name, "lang", "release", ...control.dataset.with.split(" ")];
  const query = [...choices(form)].filter(([name]) => kept.includes(name));
  leave({ path: form.getAttribute("action"), query: String(new URLSearchParams(query)) });
}

window.dash_clientside = Object.assign(window.dash_clientside || {}, { live: { show, failed } });
