// Dash sleeps in the document (`script[data-src]`) until a reader acts: the first pointer, touch, key or
// focus wakes it. Nothing that is on the page changes by it.

let waking = null;

// Settles when Dash answers; fails when a script of it does not come.
export function wake() {
  waking ??= load().catch((error) => {
    waking = null; // the next act tries again
    throw error;
  });
  return waking;
}

async function load() {
  const asleep = [...document.querySelectorAll("script[data-src]:not([data-later])")];
  ANSWERS.forEach(preloaded);
  const ready = new Promise((resolve) => { document.addEventListener("awake", resolve, { once: true }); });
  await Promise.all(asleep.map(fetched));
  const renderer = document.createElement("script");
  renderer.textContent = document.getElementById("_dash-renderer").textContent;
  document.body.append(renderer);
  await ready;
}

// What only an explored chart needs; Dash finds it when the chart comes.
let bringing = null;
export function components() {
  bringing ??= Promise.all([...document.querySelectorAll("script[data-later]")].map(fetched));
  return bringing;
}

// Dash's tree (dashboard/parts/live.py) is made of this alone: it has no look, and a place for children.
window.norrlaget = {
  Island: ({ id, children }) => window.React.createElement("div", { id }, children),
};

// What Dash will ask for once it runs comes while its scripts do.
const ANSWERS = ["/_dash-layout", "/_dash-dependencies"];
function preloaded(href) {
  const link = document.createElement("link");
  document.head.append(Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
}

// Scripts that are not async run in the order in which they are put in.
function fetched({ dataset }) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: dataset.src, async: false, onload: resolve, onerror: reject });
    document.body.append(script);
  });
}

const ACTS = ["pointerdown", "pointermove", "touchstart", "keydown", "focusin"];
// A pointer that lies still is told of too, when what is under it has been laid out.
const still = ({ type, movementX, movementY }) => type === "pointermove" && !movementX && !movementY;
const act = (event) => {
  if (still(event)) return;
  for (const each of ACTS) document.removeEventListener(each, act, true);
  wake().catch(() => {}); // what needs Dash asks again, and is told then
};
for (const each of ACTS) document.addEventListener(each, act, { capture: true, passive: true });
