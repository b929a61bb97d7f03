// Papers go up as soon as they are chosen or dropped: one request per file, with progress, and errors at once.
//
// Works on components/file_input.html with an upload_url. The answer 200 or 422 is the component drawn anew.

const MB = 1024 * 1024;

function news(box, text, isWrong) {
  const line = document.createElement("p");
  if (isWrong) line.className = "note is-late";
  line.textContent = text;
  box.querySelector("[data-news]").append(line);
  return line;
}

function fault(box, input, file) {
  const kinds = input.accept.toLowerCase().split(",").map((kind) => kind.trim()).filter((kind) => kind.startsWith("."));
  const same = [...box.querySelectorAll("[data-name]")].some(
    (known) => known.dataset.name === file.name && Number(known.dataset.size) === file.size,
  );
  if (same) return "textSame";
  if (file.size === 0) return "textEmpty";
  if (file.size > Number(box.dataset.maxSize || Infinity)) return "textLarge";
  if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) return "textType";
  return "";
}

function send(box, input, file) {
  return new Promise((done) => {
    const line = news(box, `${box.dataset.textSending} ${file.name} (${(file.size / MB).toFixed(1)} MB)`);
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    line.append(bar);
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    body.append(input.name, file);
    const request = new XMLHttpRequest();
    request.open("POST", box.dataset.upload);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = ({ loaded, total }) => { bar.value = (loaded / total) * 100; };
    request.onload = () => done(redraw(box, request) ?? lost(box, line, file, request));
    request.onerror = () => done(lost(box, line, file, request));
    request.send(body);
  });
}

// A refusal by the server's front door (413, 429) says why in its page; a broken line says nothing; a session that
// has ended answers with the page to sign in.
function lost(box, line, file, request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const why = page.querySelector("[data-message]")?.textContent.trim();
  const { textSignedOut, textFailed } = box.dataset;
  line.className = "note is-late";
  if (why) line.textContent = `${file.name}: ${why}`;
  else line.textContent = `${file.name} ${page.querySelector("input[type=password]") ? textSignedOut : textFailed}`;
  return box;
}

function redraw(box, request) {
  if (request.status !== 200 && request.status !== 422) return null;
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const fresh = page.getElementById(box.id);
  if (!fresh) return null;
  const kept = [...box.querySelectorAll("[data-news] .is-late")];
  box.replaceWith(fresh);
  fresh.querySelector("[data-news]").append(...kept);
  return fresh;
}

async function take(box, files) {
  box.querySelector("[data-news]").replaceChildren();
  for (const file of files) {
    const input = box.querySelector("input[type=file]");
    const wrong = fault(box, input, file);
    if (wrong) news(box, `${file.name} ${box.dataset[wrong]}`, true);
    else box = await send(box, input, file);
  }
  const input = box.querySelector("input[type=file]");
  input.value = "";
  input.focus();
}

const around = (event) => event.target.closest?.("[data-upload]");

document.addEventListener("change", (event) => {
  const box = around(event);
  if (box && event.target.type === "file") take(box, [...event.target.files]);
});
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const box = around(event);
    if (!box) return;
    event.preventDefault();
    box.querySelector(".drop").classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") take(box, [...event.dataTransfer.files]);
  });
}
