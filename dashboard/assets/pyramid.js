// The population pyramid: drawn from one payload (dashboard/demography/sections/drawings.py), stepped through
// in time without a request, walked with the arrow keys. Of the map's scripts it needs map-base.js.
(function (norrlaget) {
  "use strict";

  const { byId, html, svg, say, fill, stand, formatter, quantity } = norrlaget.map;
  const STEP = 700; // milliseconds a period when played
  const TOP = 34, BOTTOM = 44, GUTTER = 42, EDGE = 12; // the drawing's margins, in pixels
  const SEXES = ["men", "women"]; // men to the left, women to the right

  // The payload, the period's place in it, what lies over it, what bars count; the focus as [class, sex].
  const state = { data: null, at: 0, then: "", unit: "count", timer: 0, focus: [0, 1], nodes: [] };

  // --- figures ---

  // One period of an area, with its classes and what all its people are.
  function sliceOf(area, at) {
    const classes = area.divisions[area.division[at]];
    const sum = (values) => values.reduce((all, value) => all + (value ?? 0), 0);
    return { area, at, classes, women: area.women[at], men: area.men[at],
      whole: sum(area.women[at]) + sum(area.men[at]), words: area.period_words[at] };
  }

  // People, or per cent of all, per year of age: a bar's length, so that its area is its people.
  function lengthOf(slice, sex, i, unit) {
    const value = slice[sex][i], [from, to] = slice.classes[i];
    if (value === null) return null;
    return (unit === "percent" ? (100 * value) / slice.whole : value) / (to - from);
  }

  // What lies over the pyramid: another area, another year, or both; null for nothing.
  function overlay() {
    const { data, then, at } = state, area = data.beside || (then ? data.own : null);
    if (!area) return null;
    const wanted = then || data.own.periods[at], same = area.periods.indexOf(wanted);
    return sliceOf(area, same >= 0 ? same : nearest(area.periods, wanted));
  }

  function nearest(periods, wanted) {
    const { year } = norrlaget.period(wanted);
    const gaps = periods.map((period) => Math.abs(norrlaget.period(period).year - year));
    return gaps.indexOf(Math.min(...gaps));
  }

  // The greatest length in any period: a bar keeps its meaning while time moves.
  function greatest() {
    const { data, unit } = state, areas = [data.own];
    if (data.beside) areas.push(data.beside);
    let most = 0;
    for (const area of areas)
      for (let at = 0; at < area.periods.length; at++) {
        const slice = sliceOf(area, at);
        for (const sex of SEXES) slice.classes.forEach((_, i) => { most = Math.max(most, lengthOf(slice, sex, i, unit) ?? 0); });
      }
    return most;
  }

  // Two to four round steps that reach the greatest length.
  function ticksTo(most) {
    const power = 10 ** Math.floor(Math.log10(most / 3 || 1));
    const step = [1, 2, 5, 10].map((digit) => digit * power).find((each) => most / each <= 4);
    return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => i * step);
  }

  // --- words ---

  const people = (value) => state.format(value);
  const share = (value) => (state.data.lang === "en" ? value.toFixed(1) : state.percent(value));

  // The people of a class, and their share of all.
  function told(slice, sex, i) {
    const { words } = state.data, value = slice[sex][i];
    if (value === null) return [words.missing];
    return [quantity(state.data, value, people), fill(words.share, { share: share((100 * value) / slice.whole) })];
  }

  const who = (slice, sex, i) => `${state.data.words[sex]}, ${slice.classes[i][2]}, ${slice.words}`;
  const describe = (slice, sex, i) => `${who(slice, sex, i)}: ${told(slice, sex, i).join(", ")}`;

  // What the outline says at the same age; nothing where its classes are others.
  function beside(over, slice, sex, i) {
    const [from, to] = slice.classes[i], same = over?.classes.findIndex((each) => each[0] === from && each[1] === to);
    return over && same >= 0 ? `${over.area.name} ${over.words}: ${told(over, sex, same).join(", ")}` : "";
  }

  // --- the drawing ---

  function draw() {
    const host = byId("pyramid");
    if (!host || !state.data) return;
    const width = Math.max(260, Math.min(host.clientWidth || 600, 760)), height = width < 460 ? 400 : 500;
    const slice = sliceOf(state.data.own, state.at), over = overlay(), ticks = ticksTo(greatest());
    const oldest = Math.max(...[slice, ...(over ? [over] : [])].map((each) => each.classes.at(-1)[1]));
    const half = (width - GUTTER) / 2 - EDGE, most = ticks.at(-1);
    const plot = {
      width, height, middle: width / 2,
      x: (sex, length) => width / 2 + (sex === "men" ? -1 : 1) * (GUTTER / 2 + (half * length) / most),
      y: (age) => TOP + ((oldest - age) / oldest) * (height - TOP - BOTTOM),
    };
    state.nodes = bars(slice, over, plot);
    const list = svg("g", { role: "listbox", tabindex: -1, "aria-describedby": "pyramid-help",
      "aria-label": fill(state.data.words.label, { name: slice.area.name, women: state.data.sexes.women, men: state.data.sexes.men }) },
      ...state.nodes.flat());
    const drawing = svg("svg", { class: "chart pyramid-svg", viewBox: `0 0 ${width} ${height}`, width, height },
      grid(ticks, plot), list, ...(over ? SEXES.flatMap((sex) => ["halo", "outline"].map((name) => svg("path", { class: name, d: outline(over, sex, plot) }))) : []),
      ages(oldest, plot), heads(plot));
    const tip = html("div", { class: "map-tip", "aria-hidden": "true", hidden: "" });
    const walking = host.contains(document.activeElement);
    host.replaceChildren(drawing, tip);
    listen(host, list, tip, slice, over);
    rove(walking);
  }

  // A transparent bar of full width under each bar makes short ones easy to hit.
  function bars(slice, over, plot) {
    return slice.classes.map(([from, to], i) => SEXES.map((sex) => {
      const length = lengthOf(slice, sex, i, state.unit) ?? 0;
      const [start, end] = [plot.x(sex, 0), plot.x(sex, length)], y = plot.y(to), tall = plot.y(from) - y;
      const gap = tall > 6 ? 1 : tall > 3 ? 0.5 : 0;
      const wide = Math.abs(plot.x(sex, 0) - (sex === "men" ? EDGE : plot.width - EDGE));
      return svg("g", { role: "option", tabindex: -1, "data-i": i, "data-sex": sex, "aria-selected": "false",
        "aria-label": [describe(slice, sex, i), beside(over, slice, sex, i)].filter(Boolean).join(". ") },
        svg("rect", { class: "hit", x: sex === "men" ? EDGE : start, y, width: wide, height: tall }),
        svg("rect", { class: `bar ${sex}`, x: Math.min(start, end), y: y + gap / 2, width: Math.max(Math.abs(end - start), 0.5), height: Math.max(tall - gap, 0.5) }));
    }));
  }

  function outline(over, sex, plot) {
    let path = `M${plot.x(sex, 0)} ${plot.y(over.classes[0][0])}`;
    over.classes.forEach(([, to], i) => {
      path += `H${plot.x(sex, lengthOf(over, sex, i, state.unit) ?? 0).toFixed(1)}V${plot.y(to).toFixed(1)}`;
    });
    return `${path}H${plot.x(sex, 0)}`;
  }

  function grid(ticks, plot) {
    const decimals = state.unit === "percent" ? Math.max(0, -Math.floor(Math.log10(ticks[1]) + 1e-9)) : 0;
    const format = formatter({ lang: state.data.lang, decimals });
    const bottom = plot.height - BOTTOM;
    const parts = SEXES.flatMap((sex) => ticks.flatMap((tick) => {
      const x = plot.x(sex, tick).toFixed(1);
      return [svg("path", { class: "grid", d: `M${x} ${TOP}V${bottom}` }),
        svg("text", { class: "tick", x, y: bottom + 16, "text-anchor": "middle" }, format(tick))];
    }));
    return svg("g", { "aria-hidden": "true" }, ...parts,
      svg("text", { class: "tick", x: plot.middle, y: plot.height - 6, "text-anchor": "middle" }, state.data.words[state.unit]));
  }

  function ages(oldest, plot) {
    const marks = Array.from({ length: Math.floor(oldest / 10) + 1 }, (_, i) => i * 10).filter((age) => plot.height > 420 || age % 20 === 0);
    return svg("g", { "aria-hidden": "true" }, ...marks.map((age) =>
      svg("text", { class: "tick", x: plot.middle, y: plot.y(age) + 4, "text-anchor": "middle" }, String(age))));
  }

  function heads(plot) {
    const { words } = state.data;
    return svg("g", { class: "heads", "aria-hidden": "true" },
      svg("text", { class: "men", x: plot.x("men", 0), y: 18, "text-anchor": "end" }, words.men),
      svg("text", { class: "tick", x: plot.middle, y: 18, "text-anchor": "middle" }, words.age),
      svg("text", { class: "women", x: plot.x("women", 0), y: 18 }, words.women));
  }

  // --- pointer and keyboard ---

  function listen(host, list, tip, slice, over) {
    const found = (event) => event.target.closest?.("[data-i]")?.dataset;
    const show = (event, aloud) => {
      const at = found(event);
      if (!at) return hide(host, tip);
      const i = Number(at.i), line = describe(slice, at.sex, i), other = beside(over, slice, at.sex, i);
      const [count, ...part] = told(slice, at.sex, i), more = other ? [...part, other] : part;
      tip.replaceChildren(html("span", {}, who(slice, at.sex, i)), html("strong", {}, count), ...more.map((words) => html("span", {}, words)));
      tip.hidden = false;
      mark(host, i, at.sex);
      if (aloud) say("pyramid-live", [line, other].filter(Boolean).join(". "));
      const node = event.target.closest("[data-i]").getBoundingClientRect();
      stand(tip, aloud ? { clientX: node.left + node.width / 2, clientY: node.top } : event);
    };
    host.onpointermove = (event) => event.pointerType !== "touch" && show(event);
    host.onpointerleave = () => hide(host, tip);
    host.onclick = (event) => {
      const at = found(event);
      if (!at) return;
      state.focus = [Number(at.i), SEXES.indexOf(at.sex)];
      rove(true);
    };
    list.addEventListener("focusin", (event) => show(event, true));
    list.addEventListener("focusout", () => hide(host, tip));
    list.addEventListener("keydown", (event) => press(event, host, tip));
  }

  function press(event, host, tip) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [i, sex] = state.focus, last = state.nodes.length - 1;
    const to = { ArrowUp: [i + 1, sex], ArrowDown: [i - 1, sex], ArrowLeft: [i, 0], ArrowRight: [i, 1], Home: [0, sex], End: [last, sex] }[event.key];
    if (event.key === "Escape") hide(host, tip);
    if (!to) return;
    event.preventDefault();
    state.focus = [Math.max(0, Math.min(last, to[0])), to[1]];
    rove(true);
  }

  // One tab stop: the bar walked to, and it alone.
  function rove(focus) {
    if (!state.nodes.length) return;
    const [i, sex] = (state.focus = [Math.min(state.focus[0], state.nodes.length - 1), state.focus[1]]);
    for (const node of state.nodes.flat()) node.setAttribute("tabindex", "-1");
    state.nodes[i][sex].setAttribute("tabindex", "0");
    if (focus) state.nodes[i][sex].focus();
  }

  function mark(host, i, sex) {
    for (const node of host.querySelectorAll(".shown")) node.classList.remove("shown");
    state.nodes[i][SEXES.indexOf(sex)].classList.add("shown");
  }

  function hide(host, tip) {
    tip.hidden = true;
    for (const node of host.querySelectorAll(".shown")) node.classList.remove("shown");
  }

  // The tip stands still on the screen: it follows the bar walked to, and goes with the pointer's.
  document.addEventListener("scroll", () => {
    const host = byId("pyramid"), tip = host?.querySelector(".map-tip");
    if (!tip || tip.hidden) return;
    const node = host.querySelector("[role=option]:focus-visible");
    if (!node) return hide(host, tip);
    const box = node.getBoundingClientRect();
    stand(tip, { clientX: box.left + box.width / 2, clientY: box.top });
  }, { passive: true, capture: true });

  // --- words and table beside the drawing ---

  function drawWords() {
    const { data, at } = state, slice = sliceOf(data.own, at), over = overlay();
    say("pyramid-lead", data.own.sentences[at]);
    const outline = over ? ` · ${fill(data.words.outline, { name: over.area.name, period: over.words })}` : "";
    say("pyramid-sub", fill(data.words.title, { period: slice.words }) + outline);
    const [from, to, age] = slice.classes.at(-1), open = to - from > 1 && !/[–-]/.test(age);
    say("pyramid-note", open ? fill(data.words.open, { age: age[0].toUpperCase() + age.slice(1), from, to: to - 1 }) : "");
    byId("pyramid-table")?.replaceChildren(...[slice, ...(over ? [over] : [])].map(table));
  }

  function table(slice) {
    const { words } = state.data, percent = (value) => (value === null ? words.missing : share((100 * value) / slice.whole));
    const count = (value) => (value === null ? words.missing : people(value));
    const head = [words.age, words.women, words.men, `${words.women}, %`, `${words.men}, %`];
    const rows = slice.classes.map(([, , age], i) => [age, count(slice.women[i]), count(slice.men[i]), percent(slice.women[i]), percent(slice.men[i])]);
    const caption = `${slice.area.name}, ${slice.words}`;
    return html("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
      html("table", {}, html("caption", {}, caption),
        html("thead", {}, html("tr", {}, ...head.map((cell) => html("th", { scope: "col" }, cell)))),
        html("tbody", {}, ...rows.map(([age, ...cells]) =>
          html("tr", {}, html("th", { scope: "row" }, age), ...cells.map((cell) => html("td", {}, cell)))))));
  }

  // --- time ---

  function drawTime() {
    const { data } = state, host = byId("pyramid-time");
    if (!host) return;
    const range = html("input", { type: "range", id: "pyramid-period", min: 0, max: data.own.periods.length - 1, step: 1 });
    const play = html("button", { type: "button", id: "pyramid-play", class: "primary" }, data.words.play);
    range.addEventListener("input", () => { stop(); step(Number(range.value)); });
    play.addEventListener("click", () => (state.timer ? stop() : start()));
    host.replaceChildren(html("label", { for: "pyramid-period" }, data.words.period, " ",
      html("output", { for: "pyramid-period", id: "pyramid-now" })), range, play);
    host.hidden = data.own.periods.length < 2;
  }

  function step(at) {
    state.at = at;
    redraw();
    remember();
  }

  function start() {
    const last = state.data.own.periods.length - 1;
    if (state.at === last) step(0);
    state.timer = setInterval(() => (state.at < last && byId("pyramid") ? step(state.at + 1) : stop()), STEP);
    say("pyramid-play", state.data.words.stop);
  }

  function stop() {
    clearInterval(state.timer);
    state.timer = 0;
    if (state.data) say("pyramid-play", state.data.words.play);
  }

  let waiting = 0;
  function remember() {
    clearTimeout(waiting); // browsers limit how often an address may change
    waiting = setTimeout(() => {
      const { data, at } = state, period = data.own.periods[at];
      norrlaget.address({ period: period === data.default ? null : period });
    }, 150);
  }

  function redraw() {
    const { data, at } = state, range = byId("pyramid-period");
    if (range) {
      range.value = at;
      range.setAttribute("aria-valuetext", data.own.period_words[at]);
      say("pyramid-now", data.own.period_words[at]);
    }
    draw();
    drawWords();
  }

  const watch = new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - (state.width ?? 0)) < 1) return;
    state.width = entry.contentRect.width;
    draw();
  });

  norrlaget.pyramid = {
    // The address knows what the browser draws: the reader may have stepped since the server was asked.
    show: function (data) {
      stop();
      const asked = new URLSearchParams(window.location.search), at = data.own.periods.indexOf(asked.get("period"));
      const over = data.beside || data.own;
      Object.assign(state, {
        data, at: at >= 0 ? at : data.own.periods.length - 1,
        then: over.periods.includes(asked.get("then")) ? asked.get("then") : "",
        unit: ["count", "percent"].includes(asked.get("unit")) ? asked.get("unit") : data.beside ? "percent" : "count",
        format: formatter(data), percent: formatter({ lang: data.lang, decimals: 1 }),
      });
      drawTime();
      redraw();
      watch.disconnect();
      watch.observe(byId("pyramid"));
    },
    choose: function (name, value) {
      if (!state.data) return;
      state[name] = value === "none" ? "" : value;
      const standard = name === "unit" ? (state.data.beside ? "percent" : "count") : "none";
      norrlaget.address({ [name]: value === standard ? null : value });
      redraw();
    },
  };
})(window.norrlaget);
