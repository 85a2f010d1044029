// Månadsläge: a card's charts and table are fetched when a reader opens it.

// `toggle` does not bubble; it is caught on its way down.
document.addEventListener("toggle", (event) => {
  const more = event.target;
  if (more.matches("details.more[data-href]") && more.open && !more.dataset.asked) open(more);
}, true);

async function open(more) {
  const place = more.querySelector(".opened");
  more.dataset.asked = "yes";
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(more.dataset.href);
    if (answer.status === 410) return window.location.reload(); // the page is of figures that are kept no longer
    if (!answer.ok) throw new Error(String(answer.status));
    place.innerHTML = await answer.text();
  } catch {
    delete more.dataset.asked;
    place.textContent = document.documentElement.lang === "en"
      ? "The chart did not come. Close the card and open it again."
      : "Diagrammet kom inte. Stäng kortet och öppna det igen.";
  }
  place.removeAttribute("aria-busy");
}
