// What waits on the device is sent one by one, each under its own key: sent twice it is one; what the office refuses
// stays here with the reason, until it is mended or the office has it.
import { drop, keep, names, read } from "./road_store.js";

const SIGN = "/can-bo/tren-duong/ma/";
let sending;

// {sent: [{text, address, key}], why: "" | "offline" | "signin" | "failed" | "other"}
export function sendAll() {
  sending ??= sendEach().finally(() => (sending = undefined));
  return sending;
}

export async function waiting() {
  const found = [];
  for (const key of await names("outbox")) found.push({ key, ...(await read("outbox", key)) });
  return found.sort((one, other) => one.pressed.localeCompare(other.pressed));
}

async function sendEach() {
  const all = await waiting();
  if (!all.length) return { sent: [], why: "" };
  const signed = await asked(SIGN);
  if (!signed.said) return { sent: [], why: signed.why };
  const sent = [];
  let why = all.some((one) => one.who !== signed.said.who) ? "other" : "";
  for (const one of all.filter((each) => each.who === signed.said.who)) {
    const answer = await sendOne(one, signed.said.token);
    if (answer.said && answer.ok) {
      await drop("outbox", one.key);
      sent.push({ ...answer.said, key: one.key });
    } else if (answer.said) await keep("outbox", one.key, { ...one, refusal: answer.said.text });
    else return { sent, why: answer.why };
  }
  return { sent, why };
}

function sendOne(one, token) {
  const body = new FormData();
  for (const [name, value] of one.values) body.append(name, value);
  const marks = { key: one.key, opened: one.opened, pressed: one.pressed, clock: new Date().toISOString(), csrfmiddlewaretoken: token };
  for (const [name, value] of Object.entries(marks)) body.set(name, value);
  return asked(one.path, { method: "POST", body, headers: { "X-Road": "1", "X-CSRFToken": token } });
}

async function asked(address, how) {
  try {
    const answer = await fetch(address, how);
    const told = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (told) return { ok: answer.ok, said: await answer.json() };
    return { why: answer.redirected || answer.status === 403 ? "signin" : "failed" };
  } catch {
    return { why: "offline" };
  }
}
