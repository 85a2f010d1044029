// The map page and the way to it: files, the code to embed and “more map choices” follow the address.

// The choices as the address has them, for a file or an embedded map of the same. A map marks only the
// region that it is asked for, so that this one is told also where a page opens with it.
function asked(names) {
  const query = new URLSearchParams(window.location.search), own = chosen("region");
  if (own && !query.has("region")) query.set("region", own);
  return String(new URLSearchParams([...query].filter(([name]) => [...names, "release"].includes(name))));
}

const chosen = (name) => document.querySelector(`#controls [name=${name}]`)?.value;

// As dashboard/markup.py: the code is pasted into another page's HTML.
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const escape = (words) => words.replace(/[&<>"']/g, (mark) => MARKS[mark]);

// The code in a box with another address and title; the rest of it is the server's.
function code({ value, dataset: { release, embedded } }, names) {
  const query = new URLSearchParams(asked([...names, "indicator"]));
  if (!query.has("indicator")) query.set("indicator", chosen("indicator"));
  if (release) query.set("release", release);
  else query.delete("release"); // this code is of the newest figures
  const title = document.getElementById("m-heading").textContent, src = `${embedded}?${query}`;
  return value.replace(/src="[^"]*" title="[^"]*"/, () => `src="${escape(src)}" title="${escape(title)}"`);
}

function follow() {
  const more = document.getElementById("more-map");
  if (more) more.search = `indicator=${window.location.pathname.split("/").pop()}&${asked(more.dataset.names.split(" "))}`;
  const take = document.getElementById("m-take"), names = take?.dataset.names.split(" ");
  for (const link of document.querySelectorAll(".m-file")) link.search = asked(names);
  for (const box of document.querySelectorAll("#m-take textarea")) box.value = code(box, names);
}

document.addEventListener("address", follow); // address.mjs tells of each change
