// Speaks each call once, one after the other, in the order of the server; a call that no longer holds is left out.
const TOO_OLD = 60_000; // milliseconds
const LONGEST = 20_000;
const SHOWN_WITHOUT_VOICE = 5_000;

export function startVoice({ silent, button, announce, onSpeaking }) {
  let waiting = [];
  let newest = 0; // the last event taken up
  let open = new Set();
  let speaking = false;
  let current = 0;

  async function speakAll() {
    if (speaking) return;
    speaking = true;
    onSpeaking(true);
    while (waiting.length) {
      const call = waiting.shift();
      if (!open.has(call.event)) continue; // called again since, or the person has come
      announce(call.said);
      mark((current = call.event), true);
      await (silent || !call.voice ? pause(SHOWN_WITHOUT_VOICE) : spoken(call.voice, button));
      mark(current, false);
    }
    current = 0;
    onSpeaking(false);
    speaking = false;
  }

  return {
    hear(calls, now) {
      open = new Set(calls.map((call) => call.event));
      const fresh = calls.filter((call) => call.event > newest && now - Date.parse(call.at) < TOO_OLD);
      newest = Math.max(newest, ...calls.map((call) => call.event));
      waiting.push(...fresh.sort((one, other) => one.event - other.event));
      if (current) mark(current, true); // the page was just drawn anew
      speakAll();
    },
    forget() { waiting = []; },
  };
}

function mark(event, on) {
  document.querySelector(`[data-event="${event}"]`)?.classList.toggle("mc-screen__call--spoken", on);
}

function pause(milliseconds) {
  return new Promise((done) => { setTimeout(done, milliseconds); });
}

// Plays to its end. Where the browser wants a touch first, the button says so and the call is only shown.
async function spoken(address, button) {
  const sound = new Audio(address);
  const ended = new Promise((done) => { sound.onended = sound.onerror = done; });
  try {
    await sound.play();
    button.hidden = true;
  } catch (refused) {
    if (refused.name === "NotAllowedError") offer(button);
    return pause(SHOWN_WITHOUT_VOICE);
  }
  return Promise.race([ended, pause(LONGEST)]);
}

function offer(button) {
  button.hidden = false;
  button.onclick = () => { button.hidden = true; }; // the touch itself is what the browser asks for
}
