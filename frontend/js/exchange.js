// htmx: which answers are shown, nothing evaluated, nothing of a page kept in the browser's store.
import htmx from "htmx.org";

export function startHtmx() {
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "409", swap: true, error: false },
      { code: "422", swap: true, error: false },
      { code: "...", swap: false, error: true },
    ],
  });
  window.htmx = htmx;
  document.addEventListener("htmx:responseError", (event) => tell(wordsFor(event.detail.xhr.status)));
  document.addEventListener("htmx:sendError", () => tell("lost"));
  document.addEventListener("htmx:timeout", () => tell("lost"));
  document.addEventListener("htmx:beforeRequest", () => tell(""));
}

function wordsFor(status) {
  if (status === 401 || status === 403) return "away";
  return status === 429 ? "wait" : "failed";
}

// The sentences come from the page (translated), as data attributes of the body.
function tell(which) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = which ? document.body.dataset[which] : "";
  live.classList.toggle("mc-live--trouble", Boolean(which));
  if (which) live.scrollIntoView({ block: "nearest" });
}
