// Work at people's homes without a line: the pages of the day are carried along, what is written there waits on the
// device and is sent when the line is back. Without this script the same forms are sent at once.
import { fill, typed } from "./own_device.js";
import { sendAll, waiting } from "./road_sending.js";
import { clear, drop, keep, names, read } from "./road_store.js";

const HERE = "/can-bo/tren-duong/";
const KEPT_FOR = 86_400_000;

export async function startRoad() {
  const root = document.querySelector("[data-road]");
  if (!root || !window.isSecureContext || !("serviceWorker" in navigator) || !window.indexedDB) return;
  if (root.dataset.road === "shell") await showKept(root);
  else await begin(root);
}

// Without a line the worker gives one shell for every page; what was carried along fills it.
async function showKept(root) {
  const page = await read("pages", location.pathname);
  if (!page || Date.now() - page.at > KEPT_FOR) return begin(root);
  const main = document.getElementById("main");
  main.innerHTML = page.html;
  document.title = page.title;
  document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { elt: main } }));
  return begin(main.querySelector("[data-road]"));
}

async function begin(root) {
  const device = root.querySelector("[data-road-device]");
  const say = (name) => tell(device.dataset[name] || "");
  device.hidden = false;
  await forgetOld(root.dataset.who);
  root.querySelectorAll("form[data-road-form]").forEach((form) => follow(form, root, device));
  part(device, "carry").addEventListener("click", () => carry(root).then(() => say("carried"), () => say("full")));
  part(device, "send").addEventListener("click", () => send(device));
  part(device, "forget").addEventListener("click", () => forget(device));
  part(device, "carry").hidden = root.dataset.road !== "list";
  window.addEventListener("online", () => send(device));
  await show(device);
  if (navigator.onLine) await send(device);
}

const part = (device, name) => device.querySelector(`[data-road-${name}]`);

async function forgetOld(who) {
  for (const path of await names("pages")) {
    const page = await read("pages", path);
    if (Date.now() - page.at > KEPT_FOR || (who && page.who !== who)) await drop("pages", path);
  }
}

async function carry(root) {
  const links = [...root.querySelectorAll("a[data-road-page], a[data-road-more]")].map((link) => link.pathname);
  await navigator.serviceWorker.register(`${HERE}may.js`, { scope: HERE });
  await navigator.serviceWorker.ready;
  for (const path of [HERE, ...links]) {
    const answer = await fetch(path);
    if (!answer.ok || answer.redirected) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const html = page.getElementById("main").innerHTML;
    await keep("pages", path, { html, title: page.title, who: root.dataset.who, at: Date.now() });
  }
}

async function forget(device) {
  if ((await waiting()).length) return tell(device.dataset.unsent);
  await clear("pages", "outbox");
  for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope.endsWith(HERE)) await one.unregister();
  await caches.keys().then((all) => Promise.all(all.filter((name) => name.startsWith("tren-duong-")).map((name) => caches.delete(name))));
  tell(device.dataset.gone);
  return show(device);
}

function follow(form, root, device) {
  form.addEventListener("input", () => (form.dataset.opened ||= new Date().toISOString()));
  mend(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const key = (form.dataset.key ||= crypto.randomUUID());
    const pressed = form.dataset.pressed || new Date().toISOString();
    const kept = { path: location.pathname, who: root.dataset.who, label: root.dataset.label, opened: form.dataset.opened ?? "", pressed, values: said(form), refusal: "" };
    try {
      await keep("outbox", key, kept);
    } catch {
      return tell(device.dataset.full);
    }
    tell(device.dataset.kept);
    const sent = await send(device);
    const mine = sent.find((one) => one.key === key);
    if (mine) location.assign(mine.address);
    else if (!(await read("outbox", key))?.refusal) done(form);
    return undefined;
  });
}

const said = (form) => typed(new FormData(form)).filter(([name]) => !["opening", "key", "opened", "pressed", "clock"].includes(name));

// Kept, not yet sent: the form is free for the next person.
function done(form) {
  form.reset();
  for (const name of ["key", "pressed", "opened"]) delete form.dataset[name];
  window.scrollTo(0, 0);
}

// What the office refused is opened again under its key, with the moment it had.
async function mend(form) {
  const kept = location.hash && (await read("outbox", location.hash.slice(1)));
  if (!kept || kept.path !== location.pathname) return;
  const what = kept.values.find(([name]) => name === "what")?.[1];
  if (form.elements.what.value !== what) return;
  fill(form, kept.values);
  form.querySelectorAll("details").forEach((fold) => (fold.open = true));
  Object.assign(form.dataset, { key: location.hash.slice(1), pressed: kept.pressed, opened: kept.opened });
  tell(kept.refusal);
}

async function send(device) {
  const { sent, why } = await sendAll();
  for (const one of sent) part(device, "sent").append(line(one.text, one.address, one.text));
  await show(device);
  if (why) tell(device.dataset[why]);
  return sent;
}

async function show(device) {
  const all = await waiting();
  part(device, "count").textContent = all.length ? `(${all.length})` : "";
  part(device, "waiting").replaceChildren(
    ...all.map((one) =>
      line(`${one.label}: ${one.refusal ? `${device.dataset.refused} ${one.refusal}` : device.dataset.waits} `, `${one.path}#${one.key}`, one.refusal ? device.dataset.mend : ""),
    ),
  );
  part(device, "send").hidden = !all.length;
  part(device, "forget").hidden = !all.length && !(await names("pages")).length;
}

function line(text, address, words) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  Object.assign(link, { href: address, className: "govuk-link", textContent: words });
  if (words !== text) item.append(text);
  if (words) item.append(link);
  return item;
}

function tell(text) {
  const said = document.querySelector("[data-road-said]");
  if (said) said.textContent = text;
}
