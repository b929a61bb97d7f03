// A live view of the figures: asks while somebody looks at it, marks what changed, and says honestly as of when its figures are.
// Without scripts the page has a link that loads it again.

const PULSE = 700;
const LONGEST_WAIT = 30_000;
const QUIET_BETWEEN = 5_000;

const live = document.querySelector("[data-live]");
const board = () => live.querySelector("[data-pulse]");
let isAsking = false;
let failures = 0;
let notBefore = 0;
let known = new Map();
let kept = { open: [], scrolled: [] };
let told = new Map();
let toldAt = 0;

function ask() {
  if (document.hidden || isAsking || Date.now() < notBefore) return;
  isAsking = true;
  globalThis.htmx.trigger(board(), "haidang:pulse");
}

function cells() {
  return new Map([...board().querySelectorAll("[data-cell]")].map((cell) => [cell.dataset.cell, cell]));
}

function tell() {
  if (!told.size || Date.now() - toldAt < QUIET_BETWEEN) return;
  const words = [...told].map(([name, value]) => `${name} ${value}`);
  live.querySelector("[data-told]").textContent = `${live.dataset.textChanged} ${words.join("; ")}`;
  told = new Map();
  toldAt = Date.now();
}

live.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target !== board()) return;
  if (new URL(detail.xhr.responseURL).pathname !== location.pathname) {
    detail.shouldSwap = false; // signed out meanwhile: the sign-in page is no board
    location.reload();
    return;
  }
  known = new Map([...cells()].map(([name, cell]) => [name, cell.textContent.trim()]));
  kept = {
    open: [...board().querySelectorAll("details[open][id]")].map((each) => each.id),
    scrolled: [...board().querySelectorAll(".scroll")].map((each) => each.scrollLeft),
  };
});

live.addEventListener("htmx:afterSwap", () => {
  for (const id of kept.open) document.getElementById(id)?.setAttribute("open", "");
  board().querySelectorAll(".scroll").forEach((each, i) => (each.scrollLeft = kept.scrolled[i] ?? 0));
  for (const [name, cell] of cells()) {
    if (known.get(name) === cell.textContent.trim()) continue;
    cell.classList.add("is-new");
    if (cell.dataset.name) told.set(cell.dataset.name, cell.textContent.trim());
  }
});

live.addEventListener("htmx:afterRequest", ({ detail }) => {
  isAsking = false;
  failures = detail.successful ? 0 : failures + 1;
  notBefore = failures ? Date.now() + Math.min(LONGEST_WAIT, PULSE * 2 ** failures) : 0;
  live.querySelector("[data-stale]").hidden = failures < 3;
});

// The board says itself that it is not live; a message for each try would only be in the way.
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  live.addEventListener(failure, (event) => event.stopPropagation());
}

document.addEventListener("haidang:still", ({ detail }) => {
  const asOf = board().querySelector("[data-as-of]");
  asOf.dateTime = detail.at;
  asOf.textContent = detail.told;
});

document.addEventListener("visibilitychange", ask);
setInterval(() => {
  ask();
  tell();
}, PULSE);
