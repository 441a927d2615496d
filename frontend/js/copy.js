// Values that are typed into another system: each gets a button of its own that copies it.
export function startCopy() {
  if (!navigator.clipboard) return;
  for (const field of document.querySelectorAll("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = field.dataset.copy;
    button.setAttribute("aria-describedby", field.id);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = field.dataset.copied;
    });
    field.after(button);
  }
}
