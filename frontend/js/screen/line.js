// The line to the server: it tells at once what changed (Server-Sent Events); while it is silent the page asks slowly.
const LOST_AFTER = 45_000; // milliseconds without a sign of life
const ASK_EVERY = 15_000;
const QUIET = 25_000; // the server beats every 15 seconds: after this the page asks itself
const LOOK_EVERY = 5_000;

export function listen({ live, state, onState, onBeat, onLost }) {
  let source = null;
  let heardAt = Date.now(); // the wall clock goes on while a machine sleeps
  let streamedAt = 0;
  let askedAt = 0;
  let isLost = false;

  function alive() {
    heardAt = Date.now();
    if (isLost) onLost(null);
    isLost = false;
  }

  function told(event) {
    streamedAt = Date.now();
    alive();
    onState(JSON.parse(event.data));
  }

  function open() {
    if (!live || !("EventSource" in window)) return;
    source = new EventSource(live);
    source.addEventListener("hall", told);
    source.addEventListener("resync", told);
    source.addEventListener("beat", (event) => {
      streamedAt = Date.now();
      alive();
      onBeat(JSON.parse(event.data).at);
    });
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      source = null;
      setTimeout(open, 5_000 + Math.random() * 10_000); // not the whole hall at once
    };
  }

  async function ask() {
    const began = (askedAt = Date.now());
    try {
      const answer = await fetch(state, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
      if (!answer.ok) return;
      const said = await answer.json();
      if (streamedAt > began) return; // the stream knows more by now
      alive();
      onState(said);
    } catch {
      // Tried again soon; after a while look() says so on the screen.
    }
  }

  function look() {
    const now = Date.now();
    if (now - streamedAt > QUIET && now - askedAt >= ASK_EVERY) ask();
    if (now - heardAt > LOST_AFTER && !isLost) {
      isLost = true;
      onLost(heardAt);
    }
  }

  open();
  setInterval(look, LOOK_EVERY);
  addEventListener("online", ask);
  addEventListener("pagehide", () => source?.close());
}
