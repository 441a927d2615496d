// One tick for all papers that must be there: the single ticks follow it and it follows them. Without script the
// server reads the one tick in their place.
export function startPapers() {
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    const all = form?.querySelector("[data-all-papers]");
    if (!all) return;
    const musts = [...form.querySelectorAll("[data-must]")];
    if (event.target === all) musts.forEach((must) => (must.checked = all.checked));
    else if (musts.includes(event.target)) all.checked = musts.every((must) => must.checked);
  });
}
