// The demography page: drawings set into place, and every choice of the server's an address of its own.
(function (norrlaget) {
  "use strict";

  // Choices whose figures the server makes: another address, so that Back leads to the one before.
  const ASKS = { region: null, sex: "T", year: undefined, by: "year", beside: "none" };
  // Choices that the browser draws by itself (pyramid.js): the same place in the history.
  const DRAWS = ["then", "unit"];

  const nameOf = (node) => node.closest?.("[id^='demo-']")?.id.match(/^demo-([a-z]+)/)?.[1];

  // An undefined default is the first option of the list: the newest period.
  function isDefault(name, control) {
    const standard = ASKS[name] === undefined ? control.options[0].value : ASKS[name];
    return control.value === standard;
  }

  function ask(name, control) {
    const url = new URL(window.location.href);
    if (isDefault(name, control)) url.searchParams.delete(name);
    else url.searchParams.set(name, control.value);
    window.history.pushState({}, "", url);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate")); // as Dash's own links do
    norrlaget.address({}); // the link to the other language follows
    back = control.id || control.closest("[id^='demo-']").id;
  }

  // The page is drawn anew after a choice: the reader's focus stays with the control.
  let back = "";
  function restore() {
    const control = back && document.getElementById(back);
    back = "";
    if (!control) return;
    (control.matches("select, input") ? control : control.querySelector("input:checked") || control).focus({ preventScroll: true });
  }

  function place(drawings) {
    for (const [id, svg] of Object.entries(drawings)) {
      const host = document.getElementById(id);
      if (host) host.innerHTML = svg;
    }
  }

  document.addEventListener("change", (event) => {
    const name = nameOf(event.target);
    if (!name || !document.getElementById("pyramid-card")) return;
    if (name in ASKS) ask(name, event.target);
    else if (DRAWS.includes(name)) norrlaget.pyramid.choose(name, event.target.value);
  });

  norrlaget.dash.answer("demography", {
    // Called by Dash with each store; the last card is there when all are.
    show: function (data) {
      if (!data) return norrlaget.dash.keep();
      norrlaget.whenThere("#om", () => {
        place(data.drawings);
        if (data.pyramid) norrlaget.pyramid.show(data.pyramid);
        restore();
      });
      return "yes";
    },
  });
})(window.norrlaget);
