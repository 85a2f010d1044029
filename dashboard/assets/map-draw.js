// The map itself: regions and circles, their colours, names, and what pointer and keyboard say.
window.norrlaget = window.norrlaget || {};
(function (norrlaget) {
  "use strict";

  const { state, html, svg, say, quantity, symbolAt, scaleOf, lookOf, describe, drawLegend } = norrlaget.map;

  // --- the map ---

  const fetched = {};
  function shapesOf(url) {
    fetched[url] ??= fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    });
    fetched[url].catch(() => delete fetched[url]); // the next drawing tries again
    return fetched[url];
  }

  // Draws the regions once; `paint` colours them for a period, `fit` follows the map's size.
  function createMap(host, data, regions, counties) {
    const [x, y, width, height] = regions.extents[data.extent];
    const shape = (code) => regions.regions[code] || counties.regions[code];
    const inside = new Set(data.codes.map((code) => code.slice(0, 2)));
    const paths = data.codes.map((code, i) => svg("path", {
      d: shape(code).d, role: "option", tabindex: -1, "data-code": code, "data-index": i,
    }));
    const circles = data.kind === "count"
      ? data.codes.map((code, i) => svg("circle", { cx: shape(code).x, cy: shape(code).y, "data-code": code, "data-index": i }))
      : [];
    const outline = (name) => svg("path", { class: name });
    const map = {
      host, data, shape, paths, circles, width, height, x, y, unit: 1, pattern: {},
      // Chromium makes an SVG element that listens for focus a tab stop of its own, unless told not to.
      list: svg("g", { role: "listbox", tabindex: -1, "aria-label": data.words.map }, ...paths),
      own: outline("own"), ring: outline("ring"), labels: svg("g", { class: "places", "aria-hidden": "true" }),
    };
    const around = Object.keys(counties.regions).filter((code) => !inside.has(code));
    const county = (code) => svg("path", { d: counties.regions[code].d });
    map.svg = svg("svg", { class: "map-svg", "data-extent": data.extent, "data-kind": data.kind, viewBox: [x, y, width, height].join(" ") },
      svg("defs", {}, pattern(map, "hatch"), pattern(map, "dots")),
      svg("g", { class: "around", "aria-hidden": "true" }, ...around.map(county)), map.list,
      svg("g", { class: "borders", "aria-hidden": "true" }, ...[...inside].map(county)),
      map.own, svg("g", { class: "circles", "aria-hidden": "true" }, ...greatestFirst(data, circles)), map.ring, map.labels);
    map.tip = html("div", { class: "map-tip", "aria-hidden": "true", hidden: "" });
    host.replaceChildren(map.svg, map.tip);
    new ResizeObserver(() => map.svg.isConnected && fit(map)).observe(host);
    listen(map);
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
    const box = map.svg.getBoundingClientRect();
    if (!box.width) return;
    map.unit = Math.max(map.width / box.width, map.height / box.height); // map units a pixel
    for (const [look, node] of Object.entries(map.pattern))
      node.setAttribute("patternTransform", `scale(${map.unit})${look === "hatch" ? " rotate(45)" : ""}`);
    if (map.circles.length) sizeCircles(map, state.at, state.all);
    placeLabels(map);
    if (map.data === state.data) drawLegend(map.data, state.at, state.all);
  }

  function paint(map, at, all) {
    const data = map.data, scale = scaleOf(data, at, all);
    map.paths.forEach((path, i) => {
      const look = lookOf(data, at, i, scale), value = data.values[at][i];
      if (path.dataset.class !== look) {
        path.dataset.class = look;
        path.setAttribute("fill", look in map.pattern ? `url(#${map.host.id}-${look})` : "");
      }
      path.setAttribute("aria-label", `${data.names[i]}, ${value === null ? data.symbol_words[symbolAt(data, at, i)] : quantity(data, value)}`);
    });
    if (map.circles.length) sizeCircles(map, at, all);
    if (map.shown !== undefined && !map.tip.hidden) showTip(map, map.shown);
  }

  const radius = (map, value, top) =>
    value && top ? Math.max(0.03 * (map.width + map.height) * Math.sqrt(Math.abs(value) / top), map.unit) : 0;

  // A count's circle has an area in proportion to it; what is below zero is drawn hollow.
  function sizeCircles(map, at, all) {
    const { top } = scaleOf(map.data, at, all);
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
    rove(map, Math.max(data.codes.indexOf(data.own), 0));
    placeLabels(map);
  }

  // Names the own region and, where nothing is in the way, the towns, the greatest first.
  function placeLabels(map) {
    const size = 12 * map.unit, taken = [];
    map.labels.replaceChildren();
    for (const code of new Set([map.data.own, ...map.data.towns])) {
      const i = map.data.codes.indexOf(code);
      if (i < 0) continue;
      const name = map.data.names[i].replace(/s? (län|County)$/, ""), { x, y: middle } = map.shape(code);
      const y = map.circles.length ? middle + +map.circles[i].getAttribute("r") + 0.7 * size : middle;
      const half = 0.3 * size * name.length + 0.3 * size;
      const box = [x - half, y - 0.8 * size, x + half, y + 0.8 * size];
      const free = taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
      const within = box[0] > map.x && box[2] < map.x + map.width && box[3] < map.y + map.height;
      if (!(free && within) && code !== map.data.own) continue;
      taken.push(box);
      const text = svg("text", { x, y, "font-size": size, "stroke-width": 3 * map.unit }, name);
      text.classList.toggle("chosen", code === map.data.own);
      map.labels.append(text);
    }
  }

  // --- pointer, keyboard and what they say ---

  function listen(map) {
    const index = (event) => event.target.closest?.("[data-index]")?.dataset.index;
    map.svg.addEventListener("pointermove", (event) => {
      const i = index(event);
      if (event.pointerType === "touch") return;
      if (i === undefined) return hideTip(map);
      if (map.shown !== +i || map.tip.hidden) return showTip(map, +i, event);
      map.spot = { clientX: event.clientX, clientY: event.clientY };
      placeTip(map);
    });
    map.svg.addEventListener("pointerleave", () => hideTip(map));
    map.svg.addEventListener("pointerdown", (event) => { map.touch = event.pointerType === "touch"; });
    map.svg.addEventListener("click", (event) => {
      const i = index(event);
      if (i === undefined) return hideTip(map);
      const again = map.tapped === i || !map.touch; // a first tap only tells, as hovering does
      map.tapped = i;
      focusOn(map, +i, event);
      if (again) norrlaget.select(map.data.codes[i]);
    });
    map.list.addEventListener("focusin", (event) => map.quiet || showTip(map, +index(event), null, true));
    map.list.addEventListener("focusout", () => hideTip(map));
    map.list.addEventListener("keydown", (event) => press(map, +index(event), event));
  }

  function press(map, i, event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") norrlaget.select(map.data.codes[i]);
    else {
      const to = target(map, i, event.key);
      if (to === undefined) return;
      focusOn(map, to);
    }
    event.preventDefault();
  }

  function target(map, i, key) {
    const { byName } = map.data;
    if (key === "Home") return byName[0];
    if (key === "End") return byName[byName.length - 1];
    map.ways ??= neighbours(map.data.codes.map(map.shape));
    return key.startsWith("Arrow") ? map.ways[i][key] ?? i : undefined;
  }

  // For each point the nearest in each direction; a step aside counts double, so that walking
  // reaches every region of every extent (a browser test walks them all).
  function neighbours(points) {
    const ways = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const nearest = (from, [dx, dy]) => {
      let best, least = Infinity;
      points.forEach((to, i) => {
        const x = to.x - from.x, y = to.y - from.y;
        const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
        if (along > 0 && aside <= 3 * along && along + 2 * aside < least) [best, least] = [i, along + 2 * aside];
      });
      return best;
    };
    return points.map((from) => Object.fromEntries(Object.entries(ways).map(([key, way]) => [key, nearest(from, way)])));
  }

  function rove(map, i) {
    map.list.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    map.paths[i]?.setAttribute("tabindex", "0");
  }

  function focusOn(map, i, event) {
    rove(map, i);
    map.quiet = Boolean(event); // the pointer shows the same tip where it is
    map.paths[i].focus({ preventScroll: Boolean(event) });
    map.quiet = false;
    if (event) showTip(map, i, event);
  }

  // At the pointer; for one who walks with the keyboard at the region itself, and aloud.
  function showTip(map, i, event, aloud) {
    if (map.shown !== i) map.ring.setAttribute("d", map.shape(map.data.codes[i]).d);
    const lines = describe(map.data, state.at, i), [name, value, ...rest] = lines;
    map.shown = i;
    map.tip.replaceChildren(html("b", {}, name), html("strong", {}, value), ...rest.map((line) => html("span", {}, line)));
    if (event && map.touch && map.data.codes[i] !== map.data.own) map.tip.append(html("em", {}, map.data.words.again));
    map.tip.hidden = false;
    if (event || aloud) map.spot = event && { clientX: event.clientX, clientY: event.clientY };
    placeTip(map);
    if (aloud || event?.type === "click") say("map-live", `${lines.join(". ")}.`);
  }

  function centre(map) {
    const { x, y } = map.shape(map.data.codes[map.shown]);
    const at = new DOMPoint(x, y).matrixTransform(map.svg.getScreenCTM());
    return { clientX: at.x, clientY: at.y };
  }

  // Beside the point, on the side where there is room, and never outside the window.
  function placeTip(map) {
    const point = map.spot || centre(map), gap = 14, box = map.tip.getBoundingClientRect(), edge = document.documentElement;
    const room = (start, size, whole) => Math.max(4, Math.min(start, whole - size - 4));
    const left = point.clientX + gap + box.width > edge.clientWidth ? point.clientX - gap - box.width : point.clientX + gap;
    const top = point.clientY + gap + box.height > edge.clientHeight ? point.clientY - gap - box.height : point.clientY + gap;
    map.tip.style.left = `${room(left, box.width, edge.clientWidth)}px`;
    map.tip.style.top = `${room(top, box.height, edge.clientHeight)}px`;
  }

  function hideTip(map) {
    map.tip.hidden = true;
    map.shown = map.spot = undefined;
    map.ring.setAttribute("d", "");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.map) hideTip(state.map);
  });
  document.addEventListener("scroll", () => {
    if (state.map?.shown === undefined) return;
    if (state.map.spot) hideTip(state.map); else placeTip(state.map);
  }, { passive: true, capture: true });

  Object.assign(norrlaget.map, { shapesOf, createMap, paint, fit, markOwn, radius, neighbours });
})(window.norrlaget);
