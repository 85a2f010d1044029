// One map as an instance: its regions and circles, their colours and names. Several can stand side
// by side; the pointer, the keyboard and zooming are in map-point.js and map-zoom.js.
(function (norrlaget) {
  "use strict";

  const { html, svg, quantity, symbolAt, scaleOf, lookOf, atOf, allOf } = norrlaget.map;

  const fetched = {};
  function shapesOf(url) {
    fetched[url] ??= fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    });
    fetched[url].catch(() => delete fetched[url]); // the next drawing tries again
    return fetched[url];
  }

  // A region's path and middle: its borders, or the square or circle that stands for it.
  function shaper(data, regions, counties) {
    const placed = {};
    for (const [code, [x, y, r]] of Object.entries(data.layout ?? {})) {
      const square = `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
      const circle = `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
      placed[code] = { d: data.form === "tiles" ? square : circle, x, y, r };
    }
    return data.layout ? (code) => placed[code] : (code) => regions.regions[code] || counties.regions[code];
  }

  // Draws the regions once; `paint` colours them for a period, `fit` follows the map's size.
  function createMap(host, data, regions, counties) {
    const whole = data.layout ? data.layout_extent : regions.extents[data.extent];
    const shape = shaper(data, regions, counties);
    const inside = [...new Set(data.codes.map((code) => code.slice(0, 2)))];
    const paths = data.codes.map((code, i) => svg("path", {
      d: shape(code).d, role: "option", tabindex: -1, "data-code": code, "data-index": i,
    }));
    const circles = data.kind === "count"
      ? data.codes.map((code, i) => svg("circle", { cx: shape(code).x, cy: shape(code).y, "data-code": code, "data-index": i }))
      : [];
    const outline = (name) => svg("path", { class: name });
    const map = {
      host, data, shape, paths, circles, whole, view: [...whole], unit: 1, pattern: {},
      extents: data.layout ? {} : regions.extents,
      // Chromium makes an SVG element that listens for focus a tab stop of its own, unless told not to.
      list: svg("g", { role: "listbox", tabindex: -1, "aria-label": data.words.map }, ...paths),
      own: outline("own"), ring: outline("ring"), labels: svg("g", { class: "places", "aria-hidden": "true" }),
    };
    const county = (code) => svg("path", { d: counties.regions[code].d });
    const around = data.layout ? [] : Object.keys(counties.regions).filter((code) => !inside.includes(code));
    map.svg = svg("svg", { class: "map-svg", "data-extent": data.extent, "data-kind": data.kind, "data-form": data.form, viewBox: whole.join(" ") },
      svg("defs", {}, pattern(map, "hatch"), pattern(map, "dots")),
      svg("g", { class: "around", "aria-hidden": "true" }, ...around.map(county)), map.list,
      svg("g", { class: "borders", "aria-hidden": "true" }, ...(data.layout ? [] : inside.map(county))),
      map.own, svg("g", { class: "circles", "aria-hidden": "true" }, ...greatestFirst(data, circles)), map.ring, map.labels);
    map.tip = html("div", { class: "map-tip", "aria-hidden": "true", hidden: "" });
    map.caption = html("p", { class: "map-panel", hidden: "" });
    host.replaceChildren(map.caption, map.svg, map.tip);
    new ResizeObserver(() => map.svg.isConnected && fit(map)).observe(host);
    norrlaget.map.listen(map);
    norrlaget.map.zoomable(map);
    return map;
  }

  // A small circle must not hide under a great one.
  function greatestFirst(data, circles) {
    const size = data.codes.map((_, i) => Math.max(...data.values.map((row) => Math.abs(row[i] ?? 0))));
    return [...circles].sort((a, b) => size[b.dataset.index] - size[a.dataset.index]);
  }

  // Missing is hatched, suppressed dotted; both keep their size on the screen whatever the extent.
  function pattern(map, look) {
    const ink = look === "hatch" ? svg("rect", { width: 2.2, height: 6, class: "hatching" }) : svg("circle", { cx: 3, cy: 3, r: 1.3, class: "dotting" });
    map.pattern[look] = svg("pattern", { id: `${map.host.id}-${look}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 6, height: 6, class: "behind" }), ink);
    return map.pattern[look];
  }

  function fit(map) {
    const box = map.svg.getBoundingClientRect(), [, , width, height] = map.view;
    if (!box.width) return;
    map.unit = Math.max(width / box.width, height / box.height); // map units a pixel
    map.svg.classList.toggle("near", map.whole[2] / map.unit > 1.6 * box.width); // zoomed in
    for (const [look, node] of Object.entries(map.pattern))
      node.setAttribute("patternTransform", `scale(${map.unit})${look === "hatch" ? " rotate(45)" : ""}`);
    if (map.circles.length) sizeCircles(map);
    placeLabels(map);
    norrlaget.map.fitted(map);
  }

  function paint(map) {
    const data = map.data, at = atOf(map), scale = scaleOf(data, at, allOf(map));
    map.paths.forEach((path, i) => {
      const look = lookOf(data, at, i, scale), value = data.values[at][i];
      if (path.dataset.class !== look) {
        path.dataset.class = look;
        path.setAttribute("fill", look in map.pattern ? `url(#${map.host.id}-${look})` : "");
      }
      path.setAttribute("aria-label", `${data.names[i]}, ${value === null ? data.symbol_words[symbolAt(data, at, i)] : quantity(data, value)}`);
    });
    if (map.circles.length) sizeCircles(map);
    if (data.form === "tiles") placeLabels(map); // dark tiles have light names
    norrlaget.map.painted(map);
  }

  const radius = (map, value, top) =>
    value && top ? Math.max(0.03 * (map.whole[2] + map.whole[3]) * Math.sqrt(Math.abs(value) / top), map.unit) : 0;

  // A count's circle has an area in proportion to it; what is below zero is drawn hollow.
  function sizeCircles(map) {
    const at = atOf(map), { top } = scaleOf(map.data, at, allOf(map));
    map.circles.forEach((circle, i) => {
      const value = map.data.values[at][i];
      circle.setAttribute("r", radius(map, value, top).toFixed(1));
      circle.classList.toggle("hollow", value < 0);
    });
  }

  function markOwn(map) {
    const { data } = map;
    const chosen = data.own === "00" ? undefined : map.shape(data.own);
    map.own.setAttribute("d", chosen && data.codes.some((code) => code.startsWith(data.own)) ? chosen.d : "");
    map.paths.forEach((path, i) => path.setAttribute("aria-selected", String(data.codes[i] === data.own)));
    map.circles.forEach((circle, i) => circle.classList.toggle("chosen", data.codes[i] === data.own));
    norrlaget.map.rove(map, Math.max(data.codes.indexOf(data.own), 0));
    placeLabels(map);
  }

  // Names the own region and, where nothing is in the way, the towns, the greatest first; the
  // nearer the view, the more find room. A tile holds the name of each, as far as it is wide.
  function placeLabels(map) {
    const { data } = map, size = 12 * map.unit, taken = [], [left, top, width, height] = map.view;
    const order = map.unit * 900 < map.whole[3] || data.form === "tiles" ? [...data.towns, ...data.codes] : data.towns;
    map.labels.replaceChildren();
    for (const code of new Set([data.own, ...order])) {
      const i = data.codes.indexOf(code);
      if (i < 0) continue;
      const { x, y: middle, r } = map.shape(code), name = nameOn(map, data.names[i], r);
      const y = map.circles.length ? middle + +map.circles[i].getAttribute("r") + 0.7 * size : middle;
      const half = 0.3 * size * name.length + 0.3 * size;
      const box = [x - half, y - 0.8 * size, x + half, y + 0.8 * size];
      const free = data.form === "tiles" || taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
      const within = box[0] > left && box[2] < left + width && box[1] > top && box[3] < top + height;
      if (!name || (!(free && within) && code !== data.own)) continue;
      taken.push(box);
      const text = svg("text", { x, y, "font-size": size, "stroke-width": 3 * map.unit }, name);
      text.classList.toggle("chosen", code === data.own);
      if (data.form === "tiles") text.dataset.on = map.paths[i].dataset.class;
      map.labels.append(text);
    }
  }

  // On a tile as many letters as its width has room for, and a full stop when cut; none under three.
  function nameOn(map, words, r) {
    const name = words.replace(/s? (län|County)$/, "");
    if (map.data.form !== "tiles") return name;
    const room = Math.floor((2 * r) / (7.2 * map.unit));
    if (name.length <= room) return name;
    return room < 3 ? "" : `${name.slice(0, room - 1)}.`;
  }

  Object.assign(norrlaget.map, { shapesOf, createMap, paint, fit, markOwn, radius });
})(window.norrlaget);
