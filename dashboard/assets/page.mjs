// What every page has: it wakes Dash, sends its forms, and its small buttons work.
import "./wake.mjs";
import "./live.mjs";
import "./place.mjs";
import { period } from "./period.mjs";

// The line in the trend that marks the map's period (its contract: dashboard/charts/svg.py).
let shown = null;
function mark() {
  for (const chart of document.querySelectorAll("#trend svg[data-first]")) {
    const { first, last, x0, x1 } = chart.dataset, now = chart.querySelector(".now");
    const [from, to, at] = [first, last, shown].map((each) => period(each).ordinal);
    const within = from <= at && at < to; // the last period needs no mark: the labels stand there
    now.setAttribute("visibility", within ? "visible" : "hidden");
    if (!within) continue;
    const x = Number(x0) + ((x1 - x0) * (at - from)) / (to - from);
    for (const side of ["x1", "x2"]) now.setAttribute(side, x.toFixed(1));
  }
}

const put = (words) => navigator.clipboard?.writeText(words) ?? Promise.reject(new Error("no clipboard"));

function share(button) {
  const words = button.textContent;
  put(window.location.href).then(() => {
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  }, () => window.prompt("", window.location.href));
}

// The page's sentence with its source and address; the region beside the button says that it is done.
function copy(button) {
  const words = [document.getElementById("lead").textContent, button.dataset.source, window.location.href].join("\n");
  const told = button.nextElementSibling;
  put(words).then(() => {
    told.textContent = button.dataset.done;
    setTimeout(() => { told.textContent = ""; }, 4000);
  }, () => window.prompt("", words));
}

function fold(button) {
  const open = document.getElementById("controls").classList.toggle("open");
  button.setAttribute("aria-expanded", String(open));
}

// What makes the search box answer comes with a reader's first act; until then, and should it not come, it is a form.
const bring = () => { import("./search.mjs").catch(() => {}); };
for (const act of ["pointermove", "touchstart", "keydown", "focusin"]) {
  document.addEventListener(act, bring, { once: true, capture: true, passive: true });
}

document.addEventListener("period", (event) => { shown = event.detail; mark(); });
document.addEventListener("shown", () => { if (shown) mark(); });
document.addEventListener("click", (event) => {
  const share_button = event.target.closest(".share");
  if (share_button) share(share_button);
  const copy_button = event.target.closest(".copy");
  if (copy_button) copy(copy_button);
  const fold_button = event.target.closest(".fold");
  if (fold_button) fold(fold_button);
});
