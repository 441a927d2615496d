// A form is sent once: a second press while the first is under way does nothing. `data-repeat` allows it.
const sent = new WeakSet();

export function startOnce() {
  document.addEventListener("submit", guard);
  // Shown again from the browser's memory (Back), or answered by htmx: it may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form");
    if (form) release(form);
  });
}

function guard(event) {
  const form = event.target;
  if (form.method === "get" || event.submitter?.hasAttribute("data-repeat")) return;
  if (sent.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (event.defaultPrevented) return;
  sent.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
}

function release(form) {
  sent.delete(form);
  form.querySelectorAll("button[aria-disabled=true]:not([disabled])").forEach((b) => b.removeAttribute("aria-disabled"));
}
