{% load static %}// On the road without a line: the page from the line, else one shell without anybody's data (frontend/js/road.js fills it).
const CACHE = "tren-duong-1";
const SHELL = "{% url "staff:road_shell" %}";
const KEPT = ["{% static "app.css" %}", "{% static "app.js" %}", "{% static "desk.js" %}", "{% static "early.js" %}", SHELL,
  "{% static "fonts/be-vietnam-pro-basic-400-normal.woff2" %}", "{% static "fonts/be-vietnam-pro-basic-700-normal.woff2" %}",
  "{% static "fonts/be-vietnam-pro-letters-400-normal.woff2" %}", "{% static "fonts/be-vietnam-pro-letters-700-normal.woff2" %}"];
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = (keys) => keys.filter((key) => key.startsWith("tren-duong-") && key !== CACHE);
  event.waitUntil(caches.keys().then((keys) => Promise.all(old(keys).map((key) => caches.delete(key)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(SHELL)));
  else if (KEPT.includes(new URL(request.url).pathname)) event.respondWith(fetch(request).catch(() => caches.match(request)));
});
