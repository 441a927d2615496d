// Passkeys: the form carries what the device is asked, and takes its answer along.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

export function startPasskey() {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const said = form.querySelector("[data-passkey-said]");
  form.querySelector("[data-passkey-without]")?.remove();
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    try {
      const asked = JSON.parse(form.dataset.passkey);
      const found = asked.user ? await create(asked) : await get(asked);
      form.elements.answer.value = JSON.stringify(found);
      form.submit();
    } catch {
      said.textContent = form.dataset.passkeyFailed;
    }
  });
}

const named = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

async function create(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: named(asked.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey });
  return answered(key, {
    attestationObject: text(key.response.attestationObject),
    transports: key.response.getTransports?.() || [],
  });
}

async function get(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: named(asked.allowCredentials),
  };
  const key = await navigator.credentials.get({ publicKey });
  return answered(key, {
    authenticatorData: text(key.response.authenticatorData),
    signature: text(key.response.signature),
    userHandle: key.response.userHandle ? text(key.response.userHandle) : null,
  });
}

function answered(key, more) {
  const response = { clientDataJSON: text(key.response.clientDataJSON), ...more };
  return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} };
}
