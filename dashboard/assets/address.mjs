// The address holds every choice. What the browser answers by itself (a step in time, a filter) stays
// at the same place in the history; what the server answers is another place, so that Back leads back.

// `null` leaves a choice out because it is the default.
export function keep(choices) {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(choices)) {
    if (value === null || value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  write("replaceState", url);
}

export function go(address) {
  const url = new URL(address, window.location.href);
  if (here(url) !== here(window.location)) write("pushState", url);
}

function write(how, url) {
  window.history[how](window.history.state, "", url);
  shown = here(url);
  const link = document.querySelector(".lang"), other = new URL(url);
  if (link?.lang === "en") other.searchParams.set("lang", "en");
  else other.searchParams.delete("lang");
  if (link) link.href = other.pathname + other.search;
  document.dispatchEvent(new CustomEvent("address"));
}

// Back to another choice is that choice's own document; a place on the same page is only scrolled to.
const here = (url) => url.pathname + url.search;
let shown = here(window.location);
window.addEventListener("popstate", () => {
  if (here(window.location) !== shown) window.location.reload();
});
