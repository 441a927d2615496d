// Parts of a page that change by themselves (how many stand before me, who calls for help): renewed while the page is
// looked at, from the page's own address or from a lighter one, until the answer says no more `data-renew`. Without
// script the page has a link to itself.
import { startComponents } from "./components.js";

export function startRenew() {
  const known = new Map();
  for (const part of document.querySelectorAll("[data-renew]")) {
    const address = part.dataset.renewFrom ?? location.href;
    const group = known.get(address) ?? { ids: [], seconds: Infinity };
    group.ids.push(part.id);
    group.seconds = Math.min(group.seconds, Number(part.dataset.renew));
    known.set(address, group);
  }
  for (const [address, { ids, seconds }] of known) {
    const clock = setInterval(() => {
      if (ids.some(changes)) renew(address, ids);
      else clearInterval(clock);
    }, seconds * 1000);
  }
}

function changes(id) {
  return Boolean(document.getElementById(id)?.dataset.renew);
}

async function renew(address, ids) {
  if (document.hidden) return;
  try {
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    ids.forEach((id) => exchange(id, fresh));
    tell("");
  } catch {
    tell(document.body.dataset.lost);
  }
}

// Only what changed, so that a screen reader hears no sentence twice; what somebody is in is left alone.
function exchange(id, fresh) {
  const here = document.getElementById(id);
  const there = fresh.getElementById(id);
  if (!here || !there || here.contains(document.activeElement)) return;
  if (!there.dataset.renew) delete here.dataset.renew;
  if (same(here, there)) return;
  here.innerHTML = there.innerHTML;
  startComponents(here);
}

// The token of a form is another one in each answer.
function same(here, there) {
  const plain = (part) => part.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
  return plain(here) === plain(there);
}

function tell(words) {
  const live = document.getElementById("live");
  if (live && live.textContent !== words) live.textContent = words;
}
