// The embedded map: a region opens the portal in a new tab, and the address is another page's.
import { ways } from "./map-base.mjs";
import "./map.mjs";

ways.open = (data, code) => window.open(data.opens.replace("region=", `region=${code}`), "_blank", "noopener");
ways.select = () => {}; // a click tells what hovering tells

// The page around makes the frame as high as what stands in it, when it is told (dashboard/mapbank/card.py).
const main = document.querySelector("main");
const tell = () => window.parent.postMessage({ norrlaget: Math.ceil(main.getBoundingClientRect().height) }, "*");
if (window.parent !== window) {
  new ResizeObserver(tell).observe(main);
  window.addEventListener("message", ({ source }) => source === window.parent && tell());
}
