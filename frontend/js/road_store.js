// What an official carries on the road: pages, and what was written there, in this browser only, encrypted under a key
// that no script can read out. It keeps a file copied off the device shut; the device's own lock does the rest.
const BASE = "tren-duong";
const STORES = ["keys", "pages", "outbox"];
let base;
let secret;

function opened() {
  base ??= new Promise((done, fail) => {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  return base;
}

async function does(store, mode, work) {
  const held = (await opened()).transaction(store, mode);
  const asked = work(held.objectStore(store));
  return new Promise((done, fail) => {
    held.oncomplete = () => done(asked.result);
    held.onabort = held.onerror = () => fail(held.error);
  });
}

async function made() {
  const known = await does("keys", "readonly", (keys) => keys.get("own"));
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await does("keys", "readwrite", (keys) => keys.put(fresh, "own"));
  return fresh;
}

function key() {
  secret ??= made();
  return secret;
}

export async function keep(store, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), new TextEncoder().encode(JSON.stringify(value)));
  await does(store, "readwrite", (there) => there.put({ iv, data }, name));
}

async function plain(row) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await key(), row.data)));
}

export async function read(store, name) {
  const row = await does(store, "readonly", (there) => there.get(name));
  return row && plain(row);
}

export async function names(store) {
  return does(store, "readonly", (there) => there.getAllKeys());
}

export async function drop(store, name) {
  await does(store, "readwrite", (there) => there.delete(name));
}

export async function clear(...stores) {
  for (const store of stores) await does(store, "readwrite", (there) => there.clear());
}
