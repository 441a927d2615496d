// Filing online, comfort only: what is typed is saved while typing; a large file goes part by part and on from where
// the connection broke. Without script the buttons do the same.
import { isOwnDevice } from "./own_device.js";
import { tell } from "./telling.js";

const PART = 900_000;
const TRIES = 6;

export function startFiling() {
  document.querySelectorAll("form[data-autosave]").forEach(autosave);
  document.querySelectorAll("form[data-parts]").forEach((form) => form.addEventListener("submit", (event) => byParts(event, form)));
}

function autosave(form) {
  let timer;
  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form), 1500);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

async function save(form) {
  const typed = new FormData(form);
  try {
    const answer = await fetch(form.action || location.href, { method: "POST", body: typed, headers: { "X-Autosave": "1" } });
    if (!answer.ok) return;
    const said = await answer.json();
    if (said.rival) {
      location.assign(said.rival);
      return;
    }
    form.elements.seen.value = said.seen;
    form.dispatchEvent(new CustomEvent("mc:saved", { detail: typed }));
  } catch {
    tell(isOwnDevice() ? form.dataset.kept : document.body.dataset.lost);
  }
}

async function byParts(event, form) {
  const files = [...form.elements.file.files];
  if (event.submitter?.name === "remove" || !files.some((file) => file.size > PART)) return;
  event.preventDefault();
  event.stopPropagation();
  const button = event.submitter;
  button?.setAttribute("aria-disabled", "true");
  try {
    for (const file of files) await sendFile(form, file);
    location.assign(button?.name === "done" ? new URL("../", location.href) : location.href);
  } catch (error) {
    tell(error.message || document.body.dataset.lost);
    button?.removeAttribute("aria-disabled");
  }
}

async function sendFile(form, file) {
  // The same file chosen again goes on where it stopped.
  const upload = [...`${file.size}x${file.lastModified}`].filter((sign) => /[0-9a-z]/.test(sign)).join("");
  const address = `${form.dataset.parts}?upload=${upload}`;
  const there = new Set((await ask(form, address, "GET")).parts);
  const count = Math.ceil(file.size / PART);
  for (let part = 0; part < count; part += 1) {
    if (!there.has(part)) await ask(form, `${address}&part=${part}`, "POST", file.slice(part * PART, (part + 1) * PART));
    tell(`${file.name}: ${Math.round((100 * (part + 1)) / count)} %`);
  }
  await ask(form, `${address}&of=${count}&name=${encodeURIComponent(file.name)}`, "POST");
}

async function ask(form, address, method, body) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
      if (body) headers["Content-Type"] = "application/octet-stream";
      const answer = await fetch(address, { method, headers, body });
      const said = await answer.json();
      if (answer.ok) return said;
      throw Object.assign(new Error(said.text), { final: true });
    } catch (error) {
      if (error.final || attempt === TRIES) throw error;
      await new Promise((done) => setTimeout(done, 1000 * attempt));
    }
  }
}
