// "Máy này là của tôi": on a personal phone, when its owner says so, the pages of filing open without a line and what
// was typed waits in this browser. Never offered on a kiosk or while a helper sits beside (the server leaves it out).
import { tell } from "./telling.js";

const OWN = "own-device";
const KEPT = "offline-draft:";

export function isOwnDevice() {
  return Boolean(localStorage.getItem(OWN));
}

export function startOwnDevice() {
  const offer = document.querySelector("[data-own-device]");
  if (offer && "serviceWorker" in navigator) showOffer(offer);
  const form = document.querySelector("form[data-autosave]");
  if (form && isOwnDevice()) keepOffline(form);
}

function showOffer(offer) {
  const own = isOwnDevice();
  offer.querySelector("[data-own-yes]").hidden = own;
  offer.querySelector("[data-own-no]").hidden = !own;
  offer.hidden = false;
  offer.querySelector("[data-own-yes]").addEventListener("click", async () => {
    localStorage.setItem(OWN, "1");
    await navigator.serviceWorker.register("/sw.js", { scope: "/nop-ho-so/" });
    location.reload();
  });
  offer.querySelector("[data-own-no]").addEventListener("click", async () => {
    forgetAll();
    for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope.endsWith("/nop-ho-so/")) await one.unregister();
    location.reload();
  });
}

function forgetAll() {
  Object.keys(localStorage).filter((key) => key === OWN || key.startsWith(KEPT)).forEach((key) => localStorage.removeItem(key));
}

function keepOffline(form) {
  const key = KEPT + location.pathname;
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept) fill(form, kept);
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(typed(new FormData(form)))));
  // What the office has is not kept here: another device may go on from it.
  form.addEventListener("mc:saved", (event) => {
    if (localStorage.getItem(key) === JSON.stringify(typed(event.detail))) localStorage.removeItem(key);
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) {
      localStorage.removeItem(key);
      return;
    }
    event.preventDefault(); // it stays here until there is a line again
    tell(form.dataset.kept);
    document.getElementById("live")?.scrollIntoView({ block: "center" });
  });
}

export function typed(data) {
  return [...data].filter(([name, value]) => !["csrfmiddlewaretoken", "seen"].includes(name) && typeof value === "string");
}

export function fill(form, kept) {
  const names = new Set(kept.map(([name]) => name));
  for (const control of form.elements) {
    if (!names.has(control.name)) continue;
    const values = kept.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else control.value = values[0];
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
