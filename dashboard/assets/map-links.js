// The start page's map: every municipality leads to its figures (dashboard/map/component.py, `links`).
(function (norrlaget) {
  "use strict";

  const { byId, svg, shapesOf } = norrlaget.map;

  async function draw(data) {
    const [regions, counties] = await Promise.all([shapesOf(data.paths.municipality), shapesOf(data.paths.county)]);
    const municipality = ([code, name]) => svg("a", { href: data.href.replace("region=", `region=${code}`), tabindex: -1 },
      svg("title", {}, name), svg("path", { d: regions.regions[code].d }));
    const border = (code) => svg("path", { d: counties.regions[code].d });
    const label = ([code, name]) => svg("text", { x: counties.regions[code].x, y: counties.regions[code].y }, name.replace(/s? län$| County$/, ""));
    byId("links")?.replaceChildren(svg("svg", { viewBox: regions.extents.norrland.join(" ") },
      ...Object.entries(data.names).map(municipality),
      svg("g", { class: "borders" }, ...Object.keys(data.counties).map(border)),
      ...Object.entries(data.counties).map(label)));
  }

  norrlaget.dash.answer("links", {
    show: function (data) {
      if (data) draw(data).catch(() => {}); // without its map the page still has the list of the same links
      return Boolean(data);
    },
  });
})(window.norrlaget);
