// Which number does a kiosk without a network give, and what is sent when it is back? Pure: no page, no store.
const HOURS_AHEAD = 7 * 3600_000; // Vietnam's clock

// The day in Vietnam, as "2026-11-23".
export const dayOf = (moment) => new Date(moment + HOURS_AHEAD).toISOString().slice(0, 10);

// 08:05 in Vietnam.
export const clockOf = (moment) => new Date(moment + HOURS_AHEAD).toISOString().slice(11, 16);

// What is kept of what the server said; what waits to be merged stays.
export function heard(kept, said, here) {
  const ahead = Date.parse(said.now) - here;
  return { ...said, ahead, waiting: kept?.waiting ?? [], refused: kept?.refused ?? [] };
}

// A ticket of the kiosk's own series, or null where nothing is known to number it by.
// `here`: this machine's clock in milliseconds; the server's is reckoned from it.
export function issued(kept, wish, here) {
  const now = here + (kept?.ahead ?? 0);
  const group = kept?.groups?.find((one) => one.id === wish.groups[0]);
  if (!group) return null;
  const minute = kept.waiting.filter((one) => now - Date.parse(one.issued_at) < 60_000);
  if (minute.length >= kept.per_minute) return null;
  const day = dayOf(now);
  const last = kept.day === day ? kept.last : {};
  const number = (last[group.letter] ?? 0) + 1;
  const code = `${group.letter}${kept.mark}${String(number).padStart(3, "0")}`;
  const ticket = { ...wish, number, code, issued_at: new Date(now).toISOString() };
  return { ticket, kept: { ...kept, day, last: { ...last, [group.letter]: number }, waiting: [...kept.waiting, ticket] } };
}

// After the server took them: what it named goes, whatever came meanwhile stays.
export function merged(kept, answer) {
  const done = new Set([...answer.merged, ...answer.refused].map((one) => one.key));
  const refused = [...kept.refused, ...answer.refused].slice(-20);
  return { ...kept, waiting: kept.waiting.filter((one) => !done.has(one.key)), refused };
}
