// Guide films with subtitles, silent, one after the other; they stand still while a number is called.
const AFTER_FAULT = 10_000;

export function startFilms(box) {
  const video = box.querySelector("video");
  const name = box.querySelector("p");
  let films = [];
  let place = -1;
  let halted = false;

  function next() {
    if (!films.length) return;
    place = (place + 1) % films.length;
    const film = films[place];
    const words = document.createElement("track");
    Object.assign(words, { kind: "subtitles", srclang: "vi", label: "Tiếng Việt", src: film.words, default: true });
    video.replaceChildren(words);
    words.track.mode = "showing";
    name.textContent = film.name;
    video.src = film.src;
    go();
  }

  function go() {
    if (!halted) video.play().catch(() => {});
  }

  video.muted = true;
  video.onended = next;
  video.onerror = () => setTimeout(next, AFTER_FAULT);
  return {
    offer(found) {
      if (JSON.stringify(found) === JSON.stringify(films)) return;
      films = found;
      place = -1;
      box.hidden = !films.length;
      if (films.length) next();
      else video.removeAttribute("src");
    },
    pause(on) {
      halted = on;
      if (!films.length) return;
      if (on) video.pause();
      else go();
    },
  };
}
