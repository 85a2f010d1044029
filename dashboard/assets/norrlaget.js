// What every script of the portal stands on, so it comes first: the one name they share, the door to
// Dash, and periods. The order of the others is told in dashboard/parts/scripts.py.
window.norrlaget = {};
(function (norrlaget) {
  "use strict";

  // Dash calls functions by the name of their group, and finds them here; no script but this one knows
  // where. What Dash itself offers is asked for late: a document without Dash has none of it.
  const dash = (window.dash_clientside = window.dash_clientside || {});
  norrlaget.dash = {
    answer: (group, functions) => { dash[group] = functions; },
    set: (id, props) => dash.set_props(id, props),
    keep: () => dash.no_update,
  };

  // A page's figures can be here a moment before the places that they are drawn in.
  norrlaget.whenThere = function (selector, act, tries = 0) {
    if (document.querySelector(selector)) act();
    else if (tries < 120) requestAnimationFrame(() => norrlaget.whenThere(selector, act, tries + 1));
  };

  // A period's year, its place in that year from 1, and its place in time counted in periods of its
  // kind: `2024`, `2024K2`, `2024M05`. As etl/periods.py, and held to the same table of cases.
  const PERIOD = /^(\d{4})(?:K([1-4])|M(0[1-9]|1[0-2]))?$/;
  norrlaget.period = function (code) {
    const found = PERIOD.exec(code);
    if (!found) throw new RangeError(`${code} is no period such as 2024, 2024K1 or 2024M05`);
    const [year, part] = [found[1], found[2] ?? found[3] ?? 1].map(Number);
    return { year, part, ordinal: year * (found[2] ? 4 : found[3] ? 12 : 1) + part - 1 };
  };
})(window.norrlaget);
