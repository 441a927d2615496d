// The office's time, as the server says it; it runs on between two signs of life.
const SHOWN = new Intl.DateTimeFormat("vi-VN", {
  timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric",
});

export function startClock(place) {
  let ahead = 0; // of this machine's own clock, in milliseconds

  const now = () => Date.now() + ahead;
  function show() {
    const part = Object.fromEntries(SHOWN.formatToParts(now()).map(({ type, value }) => [type, value]));
    const text = `${part.hour}:${part.minute} ngày ${part.day}/${part.month}/${part.year}`;
    if (place && place.textContent !== text) place.textContent = text;
  }

  setInterval(show, 1_000);
  return {
    now,
    set(at) {
      ahead = Date.parse(at) - Date.now();
      show();
    },
  };
}
