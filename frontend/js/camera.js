// The camera of this machine, where the browser lends it: each shot is added to the file field of the form, which
// sends them like chosen files. Without script, or without a camera, the file field alone does the same.
const LONGEST = 3508; // pixels: A4 at 300 dpi

export function startCamera(scope) {
  if (!navigator.mediaDevices?.getUserMedia || typeof DataTransfer === "undefined") return;
  for (const here of scope.querySelectorAll("[data-camera-here]")) offer(here);
}

function offer(here) {
  if (here.childElementCount) return;
  const field = here.closest("form").querySelector("input[type=file]");
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, hidden: true });
  video.setAttribute("aria-label", here.dataset.view);
  const start = button(here.dataset.start);
  const shoot = button(here.dataset.shoot);
  const stop = button(here.dataset.stop);
  const said = document.createElement("p");
  said.className = "govuk-body-s";
  said.setAttribute("role", "status");
  shoot.hidden = stop.hidden = true;
  here.append(video, start, shoot, stop, said);

  const show = (running) => {
    video.hidden = shoot.hidden = stop.hidden = !running;
    start.hidden = running;
  };
  start.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 3840 }, height: { ideal: 2160 } },
      });
      await video.play();
      show(true);
    } catch {
      said.textContent = here.dataset.none;
    }
  });
  shoot.addEventListener("click", () => take(video, field, said));
  stop.addEventListener("click", () => {
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
    video.srcObject = null;
    show(false);
  });
}

function take(video, field, said) {
  const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(
    (blob) => {
      const all = new DataTransfer();
      for (const file of field.files) all.items.add(file);
      const count = field.files.length + 1;
      all.items.add(new File([blob], `chup-${String(count).padStart(3, "0")}.jpg`, { type: "image/jpeg" }));
      field.files = all.files;
      said.textContent = `${count} ✓`;
    },
    "image/jpeg",
    0.9,
  );
}

function button(words) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary";
  made.textContent = words;
  return made;
}
