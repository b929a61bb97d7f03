// What every page does when scripts run: focus on errors, menus that close, dialogs, toasts for failed live parts.

document.querySelector("[data-focus]")?.focus();

for (const menu of document.querySelectorAll("[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// <button data-opens="id"> opens <dialog id>; without scripts the button is a submit or link to a page of its own.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (!dialog) return;
  event.preventDefault();
  dialog.showModal();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
});

// "Add a row" in a table of a form: copy the last row, empty, with the next number in its names.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-add-row]");
  const body = button?.previousElementSibling?.querySelector("tbody");
  if (!body?.lastElementChild) return;
  event.preventDefault();
  const row = body.lastElementChild.cloneNode(true);
  const next = body.children.length;
  for (const old of row.querySelectorAll(".problems")) old.remove();
  for (const box of row.querySelectorAll("[name]")) {
    box.name = box.name.replace(/\.\d+\./, `.${next}.`);
    box.id = `id_${box.name}`.replaceAll(".", "-");
    box.removeAttribute("aria-invalid");
    if (box.tagName === "SELECT") box.selectedIndex = 0;
    else box.value = "";
  }
  body.append(row);
  row.querySelector("[name]").focus();
});

// <textarea data-count="500"> tells how much room is left once it becomes tight.
document.addEventListener("input", ({ target }) => {
  const room = Number(target.dataset?.count);
  if (!room) return;
  let told = target.nextElementSibling;
  if (!told?.classList.contains("counter")) {
    told = Object.assign(document.createElement("p"), { className: "counter" });
    told.setAttribute("role", "status");
    target.after(told);
  }
  const used = target.value.length;
  told.textContent = used > room * 0.8 ? `${used} / ${room}` : "";
  told.classList.toggle("is-over", used > room);
});

// Signing in in another window makes the token of every open page stale. Pages that are somebody's own (the server asks
// whose) take the new one, so that nothing typed is lost; of all others a stale form stays refused.
const TOKEN = /(?:^|; )haidang_csrf=([^;]+)/;

function takeToken() {
  const fresh = document.cookie.match(TOKEN)?.[1];
  if (!fresh || !document.querySelector("[name=filer-typist], [data-autosave], [data-upload]")) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
}

addEventListener("focus", takeToken);
document.addEventListener("change", takeToken, true);
document.addEventListener("submit", takeToken, true);

const toasts = document.querySelector("[data-toasts]");

function tell(text) {
  const toast = Object.assign(document.createElement("div"), { className: "toast" });
  const close = Object.assign(document.createElement("button"), { type: "button" });
  close.textContent = toasts.dataset.textClose;
  close.addEventListener("click", () => toast.remove());
  toast.append(text, close);
  toasts.replaceChildren(toast);
}

// A refused live request answers with a page that says why in [data-message].
document.addEventListener("htmx:responseError", ({ detail }) => {
  const page = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  tell(page.querySelector("[data-message]")?.textContent.trim() || toasts.dataset.textFailed);
});
document.addEventListener("htmx:sendError", () => {
  tell(navigator.onLine ? toasts.dataset.textFailed : toasts.dataset.textOffline);
});
