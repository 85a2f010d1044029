// The embedded map: a region opens the portal in a new tab, and the address is another page's.
import { ways } from "./map-base.mjs";
import "./map.mjs";

ways.open = (data, code) => window.open(data.opens.replace("region=", `region=${code}`), "_blank", "noopener");
ways.select = () => {}; // a click tells what hovering tells
