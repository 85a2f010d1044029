// What a page is asked by those who zoom, use keys or force colours: each question is answered with
// what is wrong. Read by access.py, which puts one of them at a time to a page.
const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

const told = (e) => {
  const words = e.textContent || e.getAttribute("aria-label") || e.name || "";
  return `${e.localName}.${e.className?.baseVal ?? e.className}#${e.id} ${words.trim().slice(0, 40)}`;
};
const seen = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
  && e.getClientRects().length > 0;
const focusable = () => [...document.querySelectorAll(FOCUSABLE)]
  .filter((e) => e.tabIndex >= 0 && !e.disabled && seen(e));
const above = function* (e) {
  for (let up = e; up && up !== document.body; up = up.parentElement) yield up;
};
// There to be read aloud, and for no eye.
const unseen = (e) => [...above(e)].some((up) => getComputedStyle(up).clipPath !== "none");
// A choice is its label: the input lies unseen upon it.
const shown = (e) => (e.labels?.[0] && +getComputedStyle(e).opacity === 0 ? e.labels[0] : e);

// WCAG 2.5.8: 24 pixels, or as much room to the next. Links in a sentence are let off, and the parts
// of a drawing, whose list or choice stands beside it.
function targets() {
  const all = focusable().filter((e) => !e.closest("svg, .skip")).map((e) => {
    const boxes = [e, ...(e.labels ?? [])].map((one) => one.getBoundingClientRect());
    const box = boxes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
    const small = box.width < 23.9 || box.height < 23.9;
    return { e, box, small, x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  const inWords = ({ e }) => getComputedStyle(e).display === "inline"
    && [...e.parentElement.childNodes].some((node) => node.nodeType === 3 && /\p{L}{2}/u.test(node.data));
  const near = (one, other) => {
    const x = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
    const y = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
    return Math.hypot(x, y) < 11.9
      || (other.small && Math.hypot(one.x - other.x, one.y - other.y) < 23.9);
  };
  const apart = (one, other) => one.e.contains(other.e) || other.e.contains(one.e);
  return all
    .filter((one) => one.small && !inWords(one)
      && all.some((other) => !apart(one, other) && near(one, other)))
    .map(({ e, box }) => `${told(e)} ${Math.round(box.width)}×${Math.round(box.height)}`);
}

// Words that run over the window's edge, or over the edge of what cuts them off. A table, a map and
// code may be scrolled in boxes of their own; a drawing's words are other tests' matter.
function cut() {
  const wide = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > wide ? ["the page is wider than its window"] : [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest("svg, .skip, textarea, script, option")) continue;
    if (seen(e) && !unseen(e)) found.push(...outside(node, wide));
  }
  return [...new Set(found)];
}

function* outside(node, wide) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  for (const up of above(node.parentElement)) {
    const over = getComputedStyle(up).overflowX, edge = up.getBoundingClientRect();
    if (over === "auto" || over === "scroll") {
      if (up.scrollWidth > up.clientWidth + 1 && !up.querySelector("table, svg, code, pre"))
        yield `scrolls: ${told(up)}`;
      return;
    }
    if (over !== "visible" && (box.right > edge.right + 1.5 || box.bottom > edge.bottom + 1.5))
      yield `cut off: ${told(node.parentElement)}`;
  }
  if (box.right > wide + 1 || box.left < -1) yield `beside the page: ${told(node.parentElement)}`;
}

// Each stop of the tab key: it is marked, in view, and not under anything that stands still.
function stops() {
  const found = [];
  for (const e of focusable()) {
    e.focus();
    const look = shown(e), box = look.getBoundingClientRect();
    const marked = [e, look].map((one) => getComputedStyle(one))
      .some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    if (!marked && !e.closest("svg")) found.push(`not marked: ${told(e)}`);
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const free = [0.1, 0.5, 0.9].some((x) => [0.2, 0.5, 0.8].some((y) => {
      const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return hit && (look.contains(hit) || e.contains(hit) || hit.contains(look));
    }));
    if (right - left < 1 || bottom - top < 1) found.push(`out of view: ${told(e)}`);
    else if (!free && !e.closest("svg")) found.push(`covered: ${told(e)}`);
  }
  return found;
}

// Marks what has a colour and no words, itself or before itself; then, in forced colours, what of it
// is no more to be seen, and choices that are no more told apart.
function paint() {
  const filled = (style) => style.backgroundColor !== "rgba(0, 0, 0, 0)";
  for (const e of document.querySelectorAll("main *")) {
    if (!seen(e) || e.closest("svg") || e.matches("input, select, button, textarea, img")) continue;
    const box = e.getBoundingClientRect(), before = getComputedStyle(e, "::before");
    const wordless = !e.textContent.trim() && !e.children.length && box.width > 3 && box.height > 3;
    if (wordless && filled(getComputedStyle(e))) e.dataset.painted = "";
    if (before.content === '""' && filled(before)) e.dataset.painted = "::before";
  }
  return [];
}

function faded() {
  const clear = ["rgba(0, 0, 0, 0)", getComputedStyle(document.body).backgroundColor], found = [];
  for (const e of document.querySelectorAll("[data-painted]")) {
    const style = getComputedStyle(e, e.dataset.painted || null);
    const framed = style.borderTopStyle !== "none" || style.outlineStyle !== "none";
    if (clear.includes(style.backgroundColor) && !framed)
      found.push(`gone: ${told(e.parentElement)} > ${told(e)}`);
  }
  for (const e of document.querySelectorAll("input:checked + label")) {
    const other = e.closest("fieldset, .choice")?.querySelector("input:not(:checked) + label");
    const [own, its] = [e, other ?? e].map((one) => getComputedStyle(one).backgroundColor);
    if (other && own === its) found.push(`not told apart: ${told(e)}`);
  }
  return found;
}

// What runs, and what would.
function moves() {
  const slow = (all) => all.split(",").some((one) => parseFloat(one) > 0.001);
  const runs = document.getAnimations().map((each) => `runs: ${each.animationName}`);
  const would = [...document.querySelectorAll("*")].filter((e) => {
    const style = getComputedStyle(e);
    return slow(style.transitionDuration) || slow(style.animationDuration)
      || style.scrollBehavior === "smooth";
  });
  return [...runs, ...would.map((e) => `moves: ${told(e)}`)];
}
