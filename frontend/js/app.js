// Comfort on top of pages that work without script: see each part. Every page loads it; desk.js is for the staff.
import { startCamera } from "./camera.js";
import { startComponents } from "./components.js";
import { startCopy } from "./copy.js";
import { startFiling } from "./filing.js";
import { startOwnDevice } from "./own_device.js";
import { startOnce } from "./once.js";
import { startPapers } from "./papers.js";
import { startPasskey } from "./passkey.js";
import { startRenew } from "./renew.js";
import { startReveal } from "./reveal.js";
import { startDisplay } from "./display.js";

startComponents(document);
startRenew();
startReveal();
startFiling();
startOwnDevice();
startOnce();
startCopy();
startPapers();
startPasskey();
startDisplay();
startCamera(document);
document.addEventListener("htmx:afterSettle", (event) => startComponents(event.detail.elt));
