// The map bank's small maps: one path for each look, drawn when a map comes into view.
(function (norrlaget) {
  "use strict";

  const { svg, shapesOf } = norrlaget.map;

  function drawn(data, number, regions, counties) {
    const { looks, radii } = data.maps[number], byLook = {};
    data.codes.forEach((code, i) => { (byLook[data.letters[looks[i]]] ??= []).push(regions.regions[code]); });
    const areas = Object.entries(byLook).map(([look, shapes]) => svg("path", {
      d: shapes.map((shape) => shape.d).join(""), "data-class": look, ...(look === "hatch" || look === "dots" ? { fill: `url(#thumb-${number}-${look})` } : {}),
    }));
    const circles = radii.map((r, i) => {
      const { x, y } = regions.regions[data.codes[i]];
      return svg("circle", { cx: x, cy: y, r: Math.max(r * 210, r ? 14 : 0).toFixed(0) });
    });
    const borders = ["22", "23", "24", "25"].map((code) => svg("path", { d: counties.regions[code].d, class: "border" }));
    return svg("svg", { viewBox: regions.extents.norrland.join(" ") }, patterns(number), ...areas, ...borders, ...circles);
  }

  // Hatched where a figure is missing, dotted where it is suppressed, as on the large map. Each map has
  // its own: what a hidden one defines is not drawn in another.
  function patterns(number) {
    const of = (name, ink) => svg("pattern", { id: `thumb-${number}-${name}`, width: 70, height: 70, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { width: 70, height: 70, class: "behind" }), ink);
    return svg("defs", {}, of("hatch", svg("rect", { width: 26, height: 70, class: "hatching" })), of("dots", svg("circle", { cx: 35, cy: 35, r: 15, class: "dotting" })));
  }

  async function show(data) {
    const [regions, counties] = await Promise.all([shapesOf(data.paths.municipality), shapesOf(data.paths.county)]);
    const watch = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watch.unobserve(target);
        target.replaceChildren(drawn(data, +target.dataset.thumb, regions, counties));
      }
    }, { rootMargin: "300px" });
    document.querySelectorAll("[data-thumb]").forEach((host) => watch.observe(host));
  }

  norrlaget.dash.answer("mapbank", {
    show: function (data) {
      if (data) norrlaget.whenThere("[data-thumb]", () => show(data).catch(console.error));
      return Boolean(data);
    },
  });
})(window.norrlaget);
