// A public screen renews itself, and keeps the last page while the connection is away.
export function startDisplay() {
  const main = document.querySelector("[data-refresh-seconds]");
  if (!main) return;
  setInterval(() => renew(main), Number(main.dataset.refreshSeconds) * 1000);
}

async function renew(main) {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) location.reload();
    else throw new Error(String(answer.status));
  } catch {
    main.querySelector("#live").textContent = document.body.dataset.lost;
  }
}
