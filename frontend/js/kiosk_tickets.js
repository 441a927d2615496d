// Tickets go on when the network drops: the page numbers the kiosk's own series, and hands them in when it is back.
// Kept here: numbers and services, never who took them.
import { clockOf, heard, issued, merged } from "./kiosk_numbers.js";

const STORE = "kiosk-tickets";
const PATIENCE = 6000;
const SHOWN = 15_000;
const RETRY = 10_000;

const kept = () => JSON.parse(localStorage.getItem(STORE) || "null");
const keep = (state) => localStorage.setItem(STORE, JSON.stringify(state));

export function startTickets() {
  const here = document.querySelector("[data-kiosk-state]");
  if (!here) return;
  const { kioskState, kioskMerge, kioskWorker, kioskScope, kioskOffline, kioskBack } = here.dataset;
  listen(kioskState, kioskMerge).then((back) => back && kioskBack && location.assign(kioskBack));
  if (kioskBack) setInterval(async () => (await listen(kioskState, kioskMerge)) && location.assign(kioskBack), RETRY);
  if (kioskWorker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(kioskWorker, { scope: kioskScope }).catch(() => {});
    if ("caches" in window) caches.open("kiosk").then((cache) => cache.add(kioskOffline)).catch(() => {});
  }
  const form = document.querySelector("form[data-kiosk-ticket]");
  if (form) form.addEventListener("submit", (event) => take(event, form, Boolean(kioskBack)), true);
  showRefused();
}

// Whether the server answered; what waits is handed in first, then its numbers are known.
async function listen(stateAddress, mergeAddress) {
  try {
    let said = await asked(stateAddress);
    if (kept()?.waiting.length) {
      await handIn(mergeAddress, said.token);
      if (kept().waiting.length) return false;
      said = await asked(stateAddress); // the numbers have moved on
    }
    delete said.token;
    keep(heard(kept(), said, Date.now()));
    return true;
  } catch {
    return false;
  }
}

async function asked(address) {
  const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function handIn(address, token) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ tickets: kept().waiting }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) return;
  keep(merged(kept(), await answer.json()));
  showRefused();
}

async function take(event, form, offline) {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!form.reportValidity()) return;
  const wish = wished(form);
  if (!wish.groups.length) return form.submit();
  const button = form.querySelector("button[type=submit], button:not([type])");
  button?.setAttribute("aria-disabled", "true");
  if (!offline && !kept()?.waiting.length) {
    const answer = await sent(form);
    if (answer?.ok) return location.assign(answer.url);
    // A no of the office is shown by its own page; the key lets no second ticket be made.
    if (answer && answer.status < 500) return HTMLFormElement.prototype.submit.call(form);
  }
  const made = issued(kept(), wish, Date.now());
  button?.removeAttribute("aria-disabled");
  if (!made) return say(form.dataset.none);
  keep(made.kept);
  form.elements.key.value = crypto.randomUUID();
  showSlip(made.ticket, form);
}

async function sent(form) {
  try {
    return await fetch(form.action, { method: "POST", body: new FormData(form), signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return null;
  }
}

function wished(form) {
  const said = new FormData(form);
  return { key: said.get("key") || crypto.randomUUID(), groups: said.getAll("groups").map(Number), reason: said.get("reason") || "" };
}

function showSlip(ticket, form) {
  const slip = document.querySelector("[data-kiosk-slip]");
  const names = kept().groups.filter((one) => ticket.groups.includes(one.id)).map((one) => one.name);
  slip.querySelector("[data-slip-code]").textContent = ticket.code;
  slip.querySelector("[data-slip-services]").textContent = names.join("; ");
  slip.querySelector("[data-slip-time]").textContent = clockOf(Date.parse(ticket.issued_at));
  form.hidden = true;
  slip.hidden = false;
  slip.focus();
  window.print();
  const done = () => {
    slip.hidden = true;
    form.hidden = false;
    form.reset();
  };
  const timer = setTimeout(done, SHOWN);
  slip.querySelector("[data-slip-done]").onclick = () => {
    clearTimeout(timer);
    done();
  };
}

function showRefused() {
  const list = document.querySelector("[data-kiosk-refused]");
  const refused = kept()?.refused ?? [];
  if (!list || !refused.length) return;
  list.querySelector("ul").replaceChildren(...refused.map((one) => Object.assign(document.createElement("li"), { textContent: `${one.code}: ${one.text}` })));
  list.hidden = false;
  list.querySelector("button").onclick = () => {
    keep({ ...kept(), refused: [] });
    list.hidden = true;
  };
}

function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text || "";
}
