// While a reader types in the search box it lists what may be meant, as WAI-ARIA's combobox does:
// arrows walk the list, Enter opens what is marked, Esc closes. Without it the form is sent as it is.
const PAUSE = 120; // milliseconds without a key until it is asked
const MOST = 8;
const english = document.documentElement.lang === "en";
const answers = new Map();

async function asked(query, signal) {
  const address = `/api/v1/search?${query}`;
  if (!answers.has(address)) {
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(String(response.status));
    answers.set(address, (await response.json()).results);
  }
  return answers.get(address);
}

function written(tag, words, name) {
  return Object.assign(document.createElement(tag), { textContent: words, className: name ?? "" });
}

function option(hit, id) {
  const item = Object.assign(document.createElement("li"), { id, role: "option" });
  item.setAttribute("aria-selected", "false");
  item.dataset.href = hit.address;
  const value = hit.value ? [written("b", `${hit.value} `), written("small", hit.period)] : [];
  item.append(written("span", hit.title, "title"), " ", written("small", hit.note), " ", ...value);
  return item;
}

function combobox(form) {
  const input = form.elements.q, list = document.createElement("ul"), told = written("p", "", "only-read");
  let waiting = 0, going = null, at = -1;
  Object.assign(list, { id: `${input.id}-list`, role: "listbox", hidden: true });
  list.setAttribute("aria-label", english ? "Suggestions" : "Förslag");
  told.setAttribute("role", "status");
  form.append(list, told);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }

  function mark(number) {
    at = number;
    [...list.children].forEach((each, own) => each.setAttribute("aria-selected", String(own === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) mark(-1);
  }

  function close() {
    clearTimeout(waiting);
    going?.abort();
    told.textContent = "";
    open(false);
  }

  async function ask() {
    going?.abort();
    const mine = going = new AbortController();
    const query = new URLSearchParams([...new FormData(form), ["limit", MOST]]);
    const hits = await asked(query, mine.signal).catch(() => null); // the form answers all the same
    if (mine.signal.aborted || hits === null) return;
    list.replaceChildren(...hits.map((each, number) => option(each, `${list.id}-${number}`)));
    mark(-1);
    open(hits.length > 0);
    const few = english ? "1 suggestion" : "1 förslag";
    told.textContent = hits.length === 1 ? few : `${hits.length} ${english ? "suggestions" : "förslag"}`;
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value.trim()) waiting = setTimeout(ask, PAUSE);
    else close();
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      if (list.hidden) open(true);
      mark((at + step + (at < 0 && step < 0 ? 1 : 0) + count) % count);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      window.location.assign(list.children[at].dataset.href);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // what was typed stays
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps its focus
  list.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[role=option]");
    if (chosen) window.location.assign(chosen.dataset.href);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  if (document.activeElement === input && input.value.trim() && input.value !== input.defaultValue) ask();
}

for (const form of document.querySelectorAll("form.find")) combobox(form);
