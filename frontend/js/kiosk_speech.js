// Reads the page aloud where this machine has a Vietnamese voice; else the button stays hidden.
export function startSpeech() {
  const button = document.querySelector("[data-kiosk-read]");
  const speech = window.speechSynthesis;
  if (!button || !speech) return;
  const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi"));
  const look = () => { button.hidden = !voice(); };
  look();
  speech.addEventListener?.("voiceschanged", look);
  button.addEventListener("click", () => {
    if (speech.speaking) return speech.cancel();
    for (const sentence of sentences()) {
      const said = new SpeechSynthesisUtterance(sentence);
      said.voice = voice();
      said.lang = "vi-VN";
      said.rate = 0.9;
      speech.speak(said);
    }
  });
  window.addEventListener("pagehide", () => speech.cancel());
}

// What stands in the main part, short: headings, sentences, labels, names of buttons; never what was typed.
function sentences() {
  const parts = document.querySelectorAll("main h1, main h2, main p, main li, main label, main legend, main .mc-tile, main .govuk-button");
  return [...parts].filter((one) => one.offsetParent && !one.closest("[data-kiosk-quiet]")).map((one) => one.textContent.trim().replace(/\s+/g, " ")).filter(Boolean).slice(0, 60);
}
