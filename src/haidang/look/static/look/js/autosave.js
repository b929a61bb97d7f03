// Keeps a draft while it is typed.
//
// <form data-autosave="URL"> is posted to that URL (with its hidden `version`, if it has one) a second after the
// last keystroke. The server answers 200 with {"saved_at": "15:30", "version": 4}, or 409 when another window saved
// in between. Any other answer means: not saved, tried again; a sign-in page means: signed out.
//
// One request at a time: a save, a live answer of htmx and the submit each carry the version the one before them got,
// or the page would be told that it was changed by itself.

const WAIT = 1000;
const RETRY = 10000;
const PATIENCE = 10000;

function typed(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  return body;
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  let timer = 0;
  let running = false;
  let live = false;
  let going = false;
  let dirty = false;
  let stopped = false;

  const say = (kind, extra = "") => {
    if (!status) return;
    status.textContent = `${status.dataset[`text${kind}`]} ${extra}`.trim();
    status.classList.toggle("is-failed", !["Saving", "Saved"].includes(kind));
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const whenFree = (then, since = Date.now()) => {
    if ((running || live) && Date.now() - since < PATIENCE) setTimeout(whenFree, 50, then, since);
    else then();
  };

  async function save() {
    if (running || stopped || !dirty) return;
    if (live) {
      later(WAIT);
      return;
    }
    running = true;
    dirty = false;
    say("Saving");
    let wait = WAIT;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: typed(form),
        headers: { "X-Autosave": "1" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      await read(answer);
    } catch {
      dirty = true;
      wait = RETRY;
      say("Failed");
    }
    running = false;
    if (dirty) later(wait);
  }

  async function read(answer) {
    if (answer.status === 409) {
      stopped = true;
      say("Conflict");
    } else if (answer.redirected || answer.status === 401 || answer.status === 403) {
      dirty = true;
      say("SignedOut");
    } else if (answer.ok) {
      const { saved_at: at, version } = await answer.json();
      if (version !== undefined && form.elements.version) form.elements.version.value = version;
      say("Saved", at);
    } else {
      throw new Error(answer.statusText);
    }
  }

  form.addEventListener("input", ({ target }) => {
    if (target.type === "file") return;
    dirty = true;
    later(WAIT);
  });
  form.addEventListener("htmx:confirm", (event) => {
    if (!running) return;
    event.preventDefault();
    whenFree(() => event.detail.issueRequest(true));
  });
  form.addEventListener("htmx:beforeSend", () => { live = true; });
  form.addEventListener("htmx:afterRequest", () => { live = false; });
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    stopped = true;
    clearTimeout(timer);
    if (going || !(running || live)) return;
    event.preventDefault();
    whenFree(() => {
      going = true;
      form.requestSubmit(submitter);
    });
  });
  // A phone that leaves the page gives no second chance: send what is left on the way out.
  addEventListener("pagehide", () => {
    if (dirty && !stopped) navigator.sendBeacon(form.dataset.autosave, typed(form));
  });
  addEventListener("beforeunload", (event) => {
    if (dirty && !stopped && status?.classList.contains("is-failed")) event.preventDefault();
  });
}
