// “Utforska”: the chart in Plotly, which is fetched when a reader asks; and anew after each choice.
import { failed, set } from "./live.mjs";
import { components, wake } from "./wake.mjs";

let explored = false;

function explore() {
  const { pathname, search } = window.location, { release } = document.body.dataset;
  // Dash draws in one place of the document, which may lie where the page wants it.
  document.getElementById("explore-here").append(document.getElementById("react-entry-point"));
  wake().then(components).then(() => set("live-explore", { data: { release, path: pathname, query: search.slice(1), asked: Date.now() } }))
    .catch(() => failed(true));
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#explore")) return;
  explored = true;
  explore();
});
document.addEventListener("shown", () => { if (explored) explore(); });

// Plotly's toolbar is for the pointer: its nine buttons leave the tab order.
new MutationObserver(() => {
  for (const button of document.querySelectorAll("#explored .modebar-btn")) button.tabIndex = -1;
}).observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });
