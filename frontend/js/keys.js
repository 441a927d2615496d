// Keys of the counter: shows on each button how this browser presses its letter, and lists them all.
const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const FIREFOX = /Firefox/.test(navigator.userAgent);

export function startKeys() {
  const keyed = [...document.querySelectorAll("[accesskey]")];
  for (const element of keyed) {
    const shown = element.querySelector(".mc-button-key");
    if (shown) shown.textContent = pressed(element.accessKey);
  }
  const help = document.querySelector("[data-keys]");
  if (!help || keyed.length === 0) return;
  const list = help.querySelector("dl");
  for (const element of keyed) {
    const key = document.createElement("dt");
    key.append(Object.assign(document.createElement("kbd"), { textContent: pressed(element.accessKey) }));
    list.append(key, Object.assign(document.createElement("dd"), { textContent: nameOf(element) }));
  }
  help.hidden = false;
}

function pressed(letter) {
  const combination = MAC ? "Ctrl+Option" : FIREFOX ? "Alt+Shift" : "Alt";
  return `${combination}+${letter.toUpperCase()}`;
}

function nameOf(element) {
  const text = element.labels?.[0] ?? element;
  const copy = text.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((k) => k.remove());
  return copy.textContent.trim();
}
