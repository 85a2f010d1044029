// What the pages need beside the map: charts set into place, addresses, filters, small buttons.
(function (norrlaget) {
  "use strict";

  // Choices live in the address: `null` leaves a choice out because it is the default.
  norrlaget.address = function (choices) {
    const url = new URL(window.location.href);
    for (const [name, value] of Object.entries(choices)) {
      if (value === null || value === "") url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    window.history.replaceState(window.history.state, "", url);
    keepLanguageLink(url);
    document.dispatchEvent(new CustomEvent("address"));
  };

  function keepLanguageLink(url) {
    const link = document.querySelector(".lang");
    const other = new URL(url);
    if (link.lang === "en") other.searchParams.set("lang", "en");
    else other.searchParams.delete("lang");
    link.href = other.pathname + other.search;
  }

  // "Östersund" is found by "ostersund" and "OSTERSUND".
  norrlaget.fold = (words) => words.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

  function filter(input) {
    const words = norrlaget.fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of document.querySelectorAll("[data-find]")) {
      item.hidden = !words.every((word) => item.dataset.find.includes(word));
      shown += !item.hidden;
    }
    for (const topic of document.querySelectorAll(".topic"))
      topic.hidden = !topic.querySelector("[data-find]:not([hidden])");
    const found = document.getElementById("found");
    found.textContent = (shown === 1 ? found.dataset.one : found.dataset.words).replace("#", shown);
    document.getElementById("none-found").hidden = shown > 0;
    norrlaget.address({ q: input.value.trim() || null });
  }

  // The line in the trend that marks the map's period (its contract: dashboard/charts/svg.py).
  let shown = null;
  function mark(period) {
    shown = period;
    for (const chart of document.querySelectorAll("#trend svg[data-first]")) {
      const { first, last, x0, x1 } = chart.dataset, now = chart.querySelector(".now");
      const [from, to, at] = [first, last, period].map((each) => norrlaget.period(each).ordinal);
      const within = from <= at && at < to; // the last period needs no mark: the labels stand there
      now.setAttribute("visibility", within ? "visible" : "hidden");
      if (!within) continue;
      const x = Number(x0) + ((x1 - x0) * (at - from)) / (to - from);
      for (const side of ["x1", "x2"]) now.setAttribute(side, x.toFixed(1));
    }
  }

  function share(button) {
    const words = button.textContent;
    navigator.clipboard.writeText(window.location.href).then(() => {
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    }, () => window.prompt("", window.location.href));
  }

  // A choice whose answer never came or was an error must not look as if nothing had been asked. The
  // browser keeps a record of what scripts have fetched, with the status: 0 where no answer came.
  new PerformanceObserver((list) => {
    const asked = list.getEntries().filter((each) => each.initiatorType === "fetch");
    if (asked.some(({ responseStatus }) => responseStatus === 0 || responseStatus >= 500)) failed();
  }).observe({ type: "resource" });

  function failed() {
    const english = document.documentElement.lang === "en";
    const alert = document.getElementById("alert");
    if (alert) alert.textContent = english
      ? "The server did not answer. Reload the page to try again."
      : "Servern svarade inte. Ladda om sidan för att försöka igen.";
  }

  function fold(button) {
    const open = document.getElementById("controls").classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
  }

  // The place an address points at (`#befolkning`) comes into the page after the address is opened.
  let wanted = window.location.hash.slice(1);
  function arrive() {
    const place = wanted && document.getElementById(wanted);
    if (!place) return;
    wanted = "";
    place.scrollIntoView();
  }

  // What stood in the document before the scripts gives way to the same content drawn by Dash.
  function takeOver() {
    const first = document.getElementById("first");
    if (!first || !document.querySelector("#_pages_content h1")) return;
    const opened = [...first.querySelectorAll("details")].map((details) => details.open);
    first.remove();
    document.querySelectorAll("#_pages_content details")
      .forEach((details, n) => { details.open = Boolean(opened[n]); });
  }

  // Plotly's toolbar is for the pointer: its nine buttons leave the tab order.
  new MutationObserver(() => {
    takeOver();
    arrive();
    for (const button of document.querySelectorAll("#explored .modebar-btn")) button.tabIndex = -1;
  }).observe(document.body, { childList: true, subtree: true });

  document.addEventListener("period", (event) => mark(event.detail));
  document.addEventListener("input", (event) => {
    if (event.target.id === "filter") filter(event.target);
  });
  document.addEventListener("click", (event) => {
    const share_button = event.target.closest(".share");
    if (share_button) share(share_button);
    const fold_button = event.target.closest(".fold");
    if (fold_button) fold(fold_button);
  });
  // Another region on the list is another page, so that Back leads to the one before.
  document.addEventListener("change", (event) => {
    if (event.target.id !== "figures-for") return;
    const url = new URL(window.location.href);
    url.searchParams.set("region", event.target.value);
    if (!event.target.value) url.searchParams.delete("region");
    url.searchParams.delete("q");
    window.location.assign(url);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "filter-form") event.preventDefault();
  });

  norrlaget.dash.answer("page", {
    // The server's SVG goes into its place; Dash has no component for inline SVG.
    trend: function (drawing) {
      if (!drawing) return norrlaget.dash.keep();
      document.querySelector("#trend .wide-svg").innerHTML = drawing.wide;
      document.querySelector("#trend .narrow-svg").innerHTML = drawing.narrow;
      if (shown) mark(shown);
      norrlaget.address(drawing.address);
      return drawing.title;
    },
    // The region picked from the list joins those compared, ticked; the list is ready for the next.
    compare: function (code, regions, shown, ticked) {
      const keep = norrlaget.dash.keep();
      if (!code) return [keep, keep, keep];
      const others = shown.filter((each) => each.value !== code);
      const picked = regions.find((each) => each.value === code);
      const all = [...ticked.filter((each) => each !== code), code].slice(-5); // state.py takes five
      return [[...others, picked], all, ""];
    },
  });
})(window.norrlaget);
