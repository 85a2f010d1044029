// “Utforska”: the chart in Plotly, larger and in the picture's place; fetched when a reader asks, and anew after each choice.
import { failed, set } from "./live.mjs";
import { components, wake } from "./wake.mjs";

let explored = false;
const root = document.getElementById("react-entry-point"), button = document.getElementById("explore");
const words = button?.textContent;

function explore() {
  const { pathname, search } = window.location, { release } = document.body.dataset;
  // Dash draws in one place of the document, which may lie where the page wants it.
  document.getElementById("explore-here").append(root);
  wake().then(components).then(() => set("live-explore", { data: { release, path: pathname, query: search.slice(1), asked: Date.now() } }))
    .catch(() => { turn(false); failed(true); });
}

// The button leads there and back; the picture gives way once there is something in its place.
function turn(to) {
  explored = to;
  button.textContent = to ? button.dataset.back : words;
  document.getElementById("trend-card").classList.toggle("exploring", to);
  place();
}

function place() {
  if (!button) return; // the page of an indicator that has no figures yet
  const drawn = explored && Boolean(root.querySelector("#explored .js-plotly-plot"));
  document.getElementById("trend").hidden = drawn;
  document.getElementById("explore-here").hidden = !explored;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#explore")) return;
  turn(!explored);
  if (explored) explore();
});
document.addEventListener("shown", () => { if (explored) explore(); place(); });

// Plotly's toolbar is for the pointer: its nine buttons leave the tab order.
new MutationObserver(() => {
  for (const each of document.querySelectorAll("#explored .modebar-btn")) each.tabIndex = -1;
  place();
}).observe(root, { childList: true, subtree: true });
