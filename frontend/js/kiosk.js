// What a kiosk in the hall adds to a page: keyboard, reading aloud, the end of an idle visit, paper, tickets without
// a network. Everything but the keyboard and the tickets without network works without script too.
import { startIdle } from "./kiosk_idle.js";
import { startKeyboard } from "./kiosk_keyboard.js";
import { startSpeech } from "./kiosk_speech.js";
import { startTickets } from "./kiosk_tickets.js";

startKeyboard();
startSpeech();
startIdle();
startTickets();

for (const button of document.querySelectorAll("[data-kiosk-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (document.querySelector("[data-kiosk-print-now]")) window.print();
