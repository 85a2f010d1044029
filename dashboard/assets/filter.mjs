// A list that is filtered while a reader types; sent as a form it is filtered by the server.
import { keep } from "./address.mjs";

// "Östersund" is found by "ostersund" and "OSTERSUND".
const plain = (words) => words.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

function filter(input) {
  const words = plain(input.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean); // a dash is a hyphen is a space
  let shown = 0;
  for (const item of document.querySelectorAll("[data-find]")) {
    const key = ` ${item.dataset.find}`;
    item.hidden = !words.every((word) => key.includes(` ${word}`)); // the beginnings of words
    shown += !item.hidden;
  }
  for (const topic of document.querySelectorAll(".topic")) {
    topic.hidden = !topic.querySelector("[data-find]:not([hidden])");
    if (topic.matches("details")) topic.open = words.length > 0;
  }
  const found = document.getElementById("found");
  found.textContent = (shown === 1 ? found.dataset.one : found.dataset.words).replace("#", shown);
  document.getElementById("none-found").hidden = shown > 0;
  keep({ q: input.value.trim() || null });
}

document.addEventListener("input", (event) => {
  if (event.target.id === "filter") filter(event.target);
});
// What was typed before this script came filters now. Enter sends the form: it may name a place.
const typed = document.getElementById("filter");
if (typed.value !== typed.defaultValue) filter(typed);
