// The place that follows a reader: in the menu's links after a choice that was answered into the page,
// and on this device where the reader has said so. Nothing is kept without that.
const KEY = "norrlaget.place"; // its page's path and its name, in this browser alone

function remembered() {
  try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; }
}

function keep(place) {
  try {
    if (place) localStorage.setItem(KEY, JSON.stringify(place));
    else localStorage.removeItem(KEY);
  } catch { /* a browser that keeps nothing */ }
}

const language = document.documentElement.lang === "en" ? "lang=en" : "";
const address = ({ path }) => [path, language].filter(Boolean).join(path.includes("?") ? "&" : "?");

function show() {
  const place = remembered();
  for (const button of document.querySelectorAll("[data-remember]")) {
    button.textContent = place?.path === button.dataset.remember ? button.dataset.forget : button.dataset.keep;
  }
  const own = document.querySelector(".menu [data-own]");
  if (own) {
    own.dataset.own ||= own.getAttribute("href"); // as the document has it
    own.href = place ? address(place) : own.dataset.own;
  }
  const link = document.getElementById("remembered");
  if (!link) return;
  link.hidden = !place;
  if (place) Object.assign(link, { href: address(place), textContent: link.dataset.words.replace("#", place.name) });
}

// Who has said which place is theirs and comes to the page to choose one is led there.
function lead() {
  const place = remembered(), chooses = new URLSearchParams(window.location.search).has("region");
  if (place && !chooses && document.getElementById("choose-place")) window.location.replace(address(place));
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-remember]");
  if (!button) return;
  const path = button.dataset.remember;
  keep(remembered()?.path === path ? null : { path, name: button.dataset.name });
  show();
});

// The address holds the place; what stands outside of the answered parts is told of it here.
document.addEventListener("address", () => {
  const region = new URL(window.location.href).searchParams.get("region");
  if (!region) return;
  for (const link of document.querySelectorAll(".top a, footer nav a, .crumb a")) {
    const url = new URL(link.href);
    url.searchParams.set("region", region);
    if (link.dataset.own !== undefined) link.dataset.own = `${url.pathname}?region=${region}`;
    link.href = url.pathname + url.search + url.hash;
  }
  for (const field of document.querySelectorAll(".top form [name=region]")) field.value = region;
  show();
});
document.addEventListener("shown", show);

lead();
show();
