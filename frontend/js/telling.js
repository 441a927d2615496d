// Something the page says by itself: read out, and seen where the eye is.
export function tell(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text || "";
}
