// The screen of a hall (/man-hinh/sanh/): shows what the server says is true now, speaks calls, plays films between.
import { listen } from "./screen/line.js";
import { startClock } from "./screen/clock.js";
import { startFilms } from "./screen/films.js";
import { startVoice } from "./screen/voice.js";

function start() {
  const main = document.querySelector("[data-hall]");
  if (!main) return;
  const clock = startClock(document.querySelector(".mc-display__clock"));
  const films = startFilms(document.getElementById("hall-film"));
  const voice = startVoice({
    silent: "silent" in main.dataset,
    button: document.getElementById("hall-sound"),
    announce: (said) => { document.getElementById("live").textContent = said; },
    onSpeaking: films.pause,
  });

  function show(state) {
    if (isNewer(state.release, main.dataset.release)) return location.reload();
    clock.set(state.at);
    document.getElementById("hall-state").innerHTML = state.html;
    films.offer(state.films);
    voice.hear(state.calls, clock.now());
  }

  show(JSON.parse(JSON.parse(document.getElementById("hall-first").textContent)));
  listen({
    live: main.dataset.live,
    state: main.dataset.state,
    onState: show,
    onBeat: (at) => at && clock.set(at),
    onLost: lost(document.getElementById("hall-lost"), voice),
  });
}

// A new release was put up: the page is loaded anew for it, once, while not every server has it yet.
function isNewer(release, ours) {
  if (release === ours || sessionStorage.getItem("release") === release) return false;
  sessionStorage.setItem("release", release);
  return true;
}

// The words over the screen while nobody knows whether its numbers still hold; calls of before are not spoken later.
function lost(box, voice) {
  return (since) => {
    box.hidden = since === null;
    document.body.classList.toggle("mc-display--lost", since !== null);
    if (since === null) return;
    voice.forget();
    const place = box.querySelector("[data-since]");
    const clock = new Date(since).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    place.textContent = `${place.dataset.since} ${clock}`;
  };
}

start();
