// The map page and the way to it: files, the code to embed and “more map choices” follow the address.

// The choices as the address has them, for a file or an embedded map of the same.
function asked(names) {
  const query = new URLSearchParams(window.location.search);
  return String(new URLSearchParams([...query].filter(([name]) => names.includes(name))));
}

// As dashboard/markup.py: the code is pasted into another page's HTML.
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const escape = (words) => words.replace(/[&<>"']/g, (mark) => MARKS[mark]);

function code({ release, embedded }, names) {
  const query = new URLSearchParams(asked([...names, "indicator"]));
  if (!query.has("indicator")) query.set("indicator", document.querySelector("#controls [name=indicator]").value);
  if (release) query.set("release", release);
  const title = document.getElementById("m-heading").textContent, src = `${embedded}?${query}`;
  return `<iframe src="${escape(src)}" title="${escape(title)}" width="100%" height="720" style="border:0" loading="lazy"></iframe>`;
}

function follow() {
  const more = document.getElementById("more-map");
  if (more) more.search = `indicator=${window.location.pathname.split("/").pop()}&${asked(more.dataset.names.split(" "))}`;
  const take = document.getElementById("m-take"), names = take?.dataset.names.split(" ");
  for (const link of document.querySelectorAll(".m-file")) link.search = asked(names);
  for (const box of document.querySelectorAll("#m-take textarea")) box.value = code(box.dataset, names);
}

document.addEventListener("address", follow); // address.mjs tells of each change
