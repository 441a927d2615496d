// The card scanner types like a keyboard and ends with Enter: that fills the form, it never sends it.
export function startScan() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("[data-cccd-qr]")) {
      event.preventDefault();
      fill(event.target);
    }
  });
  document.addEventListener("paste", (event) => {
    if (event.target.matches?.("[data-cccd-qr]")) setTimeout(() => fill(event.target));
  });
}

function fill(field) {
  if (field.value.trim()) field.closest(".mc-scan")?.querySelector("button")?.click();
}
