// Nobody here any more? A warning with a countdown, then the page of the end: everything typed goes with it.
// Without script the server ends the visit by itself.
const CHECK = 500;

export function startIdle() {
  const dialog = document.querySelector("[data-kiosk-idle]");
  if (!dialog) return;
  const idle = Number(dialog.dataset.kioskIdle) * 1000;
  const warn = Math.min(20_000, idle / 2);
  const left = dialog.querySelector("[data-kiosk-left]");
  let touched = Date.now();
  let told = touched;
  // The server counts as well: whoever types a long page is still here.
  const here = () => {
    touched = Date.now();
    if (touched - told < idle / 3) return;
    told = touched;
    fetch(dialog.dataset.kioskAlive, { cache: "no-store" }).catch(() => {});
  };
  const stay = () => {
    told = 0;
    here();
    if (dialog.open) dialog.close();
  };
  const touch = () => dialog.open || here();
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(kind, touch, { passive: true, capture: true });
  dialog.querySelector("[data-kiosk-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", stay);
  const timer = setInterval(() => {
    // A clock that was put back counts from now.
    if (Date.now() < touched) touched = Date.now();
    const rest = idle - (Date.now() - touched);
    if (rest <= 0) {
      clearInterval(timer);
      dialog.querySelector("form").submit();
    } else if (rest <= warn) {
      if (!dialog.open) dialog.showModal();
      left.textContent = String(Math.ceil(rest / 1000));
    }
  }, CHECK);
  // Shown again from the browser's memory: asked for anew, so that nothing of the visitor before is seen.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
