// The keyboard of the workspace: j and k walk the rows, Enter opens, / searches, ? helps.
//
// Rows are elements with [data-row] that hold a link; the search box has [data-search]. A further key may stand on
// any link or button as data-key="a". Single letters can be switched off in the help (WCAG 2.1.4).

const OFF = "haidang-keys-off";
const help = document.getElementById("keys-help");
const choice = document.querySelector("[data-keys-switch]");

if (choice) {
  choice.checked = !localStorage.getItem(OFF);
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const open = rows.findIndex((row) => row.matches("[aria-current]") || row.querySelector("[aria-current]"));
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  const here = focused < 0 ? open : focused;
  const row = rows[Math.max(0, Math.min(rows.length - 1, here + step))] ?? rows[0];
  (row?.matches("a") ? row : row?.querySelector("a"))?.focus();
}

const DO = {
  j: () => walk(1),
  k: () => walk(-1),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (localStorage.getItem(OFF) && event.key !== "?") return;
  const marked = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const action = DO[event.key] ?? (marked && (() => marked.click()));
  if (!action) return;
  event.preventDefault();
  action();
});
