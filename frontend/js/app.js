// Comfort on top of pages that work without script: see each part.
import { startCamera } from "./camera.js";
import { startComponents } from "./components.js";
import { startHtmx } from "./exchange.js";
import { startCopy } from "./copy.js";
import { startKeys } from "./keys.js";
import { startOnce } from "./once.js";
import { startPapers } from "./papers.js";
import { startPasskey } from "./passkey.js";
import { startReveal } from "./reveal.js";
import { startScan } from "./scan.js";
import { startDisplay } from "./display.js";
import { startToken } from "./token.js";

startHtmx();
startComponents(document);
startReveal();
startOnce();
startKeys();
startCopy();
startScan();
startPapers();
startPasskey();
startDisplay();
startToken();
startCamera(document);
document.addEventListener("htmx:afterSettle", (event) => startComponents(event.detail.elt));
