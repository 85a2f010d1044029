// What every page has: it wakes Dash, sends its forms, and its small buttons work.
import "./wake.mjs";
import "./live.mjs";
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

function share(button) {
  const words = button.textContent;
  const copied = navigator.clipboard?.writeText(window.location.href) ?? Promise.reject();
  copied.then(() => {
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  }, () => window.prompt("", window.location.href));
}

function fold(button) {
  const open = document.getElementById("controls").classList.toggle("open");
  button.setAttribute("aria-expanded", String(open));
}

document.addEventListener("period", (event) => { shown = event.detail; mark(); });
document.addEventListener("shown", () => { if (shown) mark(); });
document.addEventListener("click", (event) => {
  const share_button = event.target.closest(".share");
  if (share_button) share(share_button);
  const fold_button = event.target.closest(".fold");
  if (fold_button) fold(fold_button);
});
