{% load static %}// The shell of filing online for a phone whose owner asked for it: pages from the line,
// else the one page that says so. Nobody's data is ever put into the cache.
const CACHE = "nop-ho-so-{{ version }}";
const SHELL = ["{% static "app.css" %}", "{% static "app.js" %}", "{% static "early.js" %}", "/nop-ho-so/mat-mang/"];
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = (keys) => keys.filter((key) => key.startsWith("nop-ho-so-") && key !== CACHE);
  event.waitUntil(caches.keys().then((keys) => Promise.all(old(keys).map((key) => caches.delete(key)))));
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("/nop-ho-so/mat-mang/")));
  } else {
    event.respondWith(caches.match(request).then((known) => known || fetch(request)));
  }
});
