// Fields under a choice are shown while it is taken. govuk-frontend's own part marks radios as "expanded", which the
// role does not allow; the fields follow the choice in reading order, so nothing more need be announced.
const CHOICES = "input[type=radio][data-aria-controls], input[type=checkbox][data-aria-controls]";

export function startReveal() {
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input[type=radio], input[type=checkbox]")) follow(event.target.form ?? document);
  });
  window.addEventListener("pageshow", () => follow(document));
}

export function follow(scope) {
  for (const choice of scope.querySelectorAll(CHOICES)) {
    const under = document.getElementById(choice.dataset.ariaControls);
    if (!under) continue;
    const block = choice.type === "radio" ? "govuk-radios" : "govuk-checkboxes";
    under.classList.toggle(`${block}__conditional--hidden`, !choice.checked);
  }
}
