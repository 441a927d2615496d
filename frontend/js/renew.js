// Parts of a page that change by themselves (how many stand before me): renewed while the page is looked at, with
// the address of the page and no other. Without script the page says when it was made and has a link to itself.
export function startRenew() {
  const parts = [...document.querySelectorAll("[data-renew]")];
  if (parts.length === 0) return;
  const seconds = Math.min(...parts.map((part) => Number(part.dataset.renew)));
  setInterval(() => renew(parts.map((part) => part.id)), seconds * 1000);
}

async function renew(ids) {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
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
  if (!here || !there || here.innerHTML === there.innerHTML || here.contains(document.activeElement)) return;
  here.innerHTML = there.innerHTML;
}

function tell(words) {
  const live = document.getElementById("live");
  if (live && live.textContent !== words) live.textContent = words;
}
