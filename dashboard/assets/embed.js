// The embedded map: the live map takes the picture's place; a region opens the portal in a new tab.
(function (norrlaget) {
  "use strict";

  norrlaget.address = () => {}; // the address is another page's
  norrlaget.open = (data, code) => window.open(data.opens.replace("region=", `region=${code}`), "_blank", "noopener");
  norrlaget.select = () => {}; // a click tells what hovering tells
  document.getElementById("still").remove();
  document.getElementById("live").hidden = false;
  norrlaget.map.show(JSON.parse(document.getElementById("payload").textContent));
})(window.norrlaget);
