{% load static %}// Keeps one page in this machine for when the network drops: tickets. No page of a visitor is ever put beside it.
const OFFLINE = "{% url "kiosk_offline" kiosk.desk_id %}";
const SHELL = [OFFLINE, "{% static "app.css" %}", "{% static "kiosk.css" %}", "{% static "app.js" %}", "{% static "kiosk.js" %}", "{% static "early.js" %}"];
self.addEventListener("install", (event) => event.waitUntil(caches.open("kiosk").then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  else if (request.method === "GET") event.respondWith(fetch(request).catch(async () => (await caches.match(request, { ignoreVary: true })) ?? Response.error()));
});
