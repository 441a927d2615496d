// A token in this machine: what is to be signed goes to its program here, the answer goes back with the form.
export function startToken() {
  const form = document.querySelector("form[data-token-service]");
  if (!form) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button";
  button.textContent = form.dataset.tokenPress;
  const said = document.createElement("p");
  said.className = "govuk-body";
  said.setAttribute("role", "status");
  button.addEventListener("click", () => sign(form, button, said));
  form.before(button, said);
}

async function sign(form, button, said) {
  button.disabled = true;
  said.textContent = form.dataset.tokenBusy;
  try {
    const asked = await fetch(form.dataset.tokenAsked);
    if (!asked.ok) return window.location.reload();
    const answer = await fetch(`${form.dataset.tokenService}/sign`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "omit",
      body: await asked.text(),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    form.elements.answer.value = await answer.text();
    form.submit();
  } catch {
    said.textContent = form.dataset.tokenFailed;
    button.disabled = false;
  }
}
