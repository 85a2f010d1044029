// The map page: its address, and the files and the code to embed that follow the choices in it.
(function (norrlaget) {
  "use strict";

  // The choices as the address has them, for a file or an embedded map of the same.
  function asked(without) {
    const query = new URLSearchParams(window.location.search);
    for (const name of without) query.delete(name);
    return String(query);
  }

  // As dashboard/markup.py: the code is pasted into another page's HTML.
  const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
  const escape = (words) => words.replace(/[&<>"']/g, (mark) => MARKS[mark]);

  function code(release) {
    const query = new URLSearchParams(asked([]));
    if (!query.has("indicator")) query.set("indicator", document.getElementById("m-which").value);
    if (release) query.set("release", release);
    const title = document.getElementById("m-heading").textContent, src = `${window.location.origin}/embed/karta?${query}`;
    return `<iframe src="${escape(src)}" title="${escape(title)}" width="100%" height="720" style="border:0" loading="lazy"></iframe>`;
  }

  let frozen = "";
  function follow() {
    const more = document.getElementById("more-map");
    if (more) more.search = `indicator=${window.location.pathname.split("/").pop()}&${asked(["indicator"])}`;
    if (!document.getElementById("m-take")) return;
    for (const link of document.querySelectorAll(".m-file")) link.search = asked(["indicator", "compare"]);
    norrlaget.dash.set("m-live", { value: code() });
    norrlaget.dash.set("m-frozen", { value: code(frozen) });
  }

  document.addEventListener("address", follow); // page.js tells of each change
  document.addEventListener("change", (event) => {
    if (event.target.id !== "m-which") return; // another indicator is another page: Back leads here
    const url = new URL(window.location.href);
    for (const name of ["period", "limits", "method", "around", "panels", "age", "sex", "caption", "scale"]) url.searchParams.delete(name);
    url.searchParams.set("indicator", event.target.value);
    window.location.assign(url);
  });

  norrlaget.dash.answer("mapmaker", {
    address: function (choices, release) {
      const keep = norrlaget.dash.keep();
      if (!choices) return [keep, keep];
      frozen = release;
      norrlaget.address(choices);
      return [code(), code(release)];
    },
  });
})(window.norrlaget);
