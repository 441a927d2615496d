// The kiosk's own keyboard: letters, Vietnamese letters and tones on keys, Telex as well; digits alone for numbers.
// It types into the field that has the focus; a reader that types like a keyboard works beside it.
import { compose, marked } from "./telex.js";

const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm,.-/@"];
const LETTERS = "ăâđêôơư";
const MARKS = [["\u0301", "á", "sắc"], ["\u0300", "à", "huyền"], ["\u0309", "ả", "hỏi"], ["\u0303", "ã", "ngã"], ["\u0323", "ạ", "nặng"]];
const TYPED = "input:not([type]), input[type=text], input[type=tel], input[type=email], input[type=search], input[type=number], textarea";
const WORD = /[\p{L}]*$/u;

export function startKeyboard() {
  const words = document.querySelector("[data-kiosk-words]")?.dataset;
  if (!words || !document.querySelector(TYPED)) return;
  const board = made("div", { className: "mc-keyboard mc-no-print", hidden: true });
  board.setAttribute("role", "region");
  board.setAttribute("aria-label", words.keyboard);
  const state = { field: null, shift: false, telex: true };
  draw(board, state, words);
  document.body.append(board);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(TYPED)) show(board, state, event.target);
  });
  // A press on a key leaves the focus in the field.
  board.addEventListener("pointerdown", (event) => event.preventDefault());
}

function draw(board, state, words) {
  const put = (row, label, act, extra = {}) => {
    const key = made("button", { type: "button", className: `mc-keyboard__key ${extra.wide ? "mc-keyboard__key--wide" : ""}`, textContent: label });
    if (extra.said) key.setAttribute("aria-label", extra.said);
    if (extra.letter) key.dataset.letter = label;
    if (extra.name) key.dataset.name = extra.name;
    if (extra.words) key.dataset.forWords = "";
    key.addEventListener("click", () => act(key));
    row.append(key);
  };
  ROWS.forEach((signs, number) => {
    const row = made("div", { className: "mc-keyboard__row" });
    if (number) row.dataset.forWords = "";
    for (const sign of signs) put(row, sign, () => type(state, sign, board), { letter: true });
    board.append(row);
  });
  const marks = made("div", { className: "mc-keyboard__row" });
  marks.dataset.forWords = "";
  for (const sign of LETTERS) put(marks, sign, () => type(state, sign, board, false), { letter: true });
  for (const [mark, label, name] of MARKS) put(marks, label, () => edit(state, (word) => marked(word, mark)), { said: `${words.mark} ${name}` });
  const last = made("div", { className: "mc-keyboard__row" });
  put(last, words.shift, (key) => press(key, (state.shift = !state.shift), board, state), { wide: true, words: true, name: "shift" });
  put(last, words.telex, (key) => key.setAttribute("aria-pressed", String((state.telex = !state.telex))), { wide: true, words: true, name: "telex" });
  put(last, words.space, () => type(state, " ", board), { wide: true, words: true, name: "space" });
  put(last, words.erase, () => erase(state), { wide: true, name: "erase" });
  put(last, words.hide, () => hide(board, state), { wide: true, name: "hide" });
  last.querySelector("[data-name=telex]").setAttribute("aria-pressed", "true");
  last.querySelector("[data-name=shift]").setAttribute("aria-pressed", "false");
  board.append(marks, last);
}

function press(key, on, board) {
  key.setAttribute("aria-pressed", String(on));
  for (const one of board.querySelectorAll("[data-letter]")) one.textContent = on ? one.dataset.letter.toUpperCase() : one.dataset.letter;
}

function show(board, state, field) {
  state.field = field;
  // The system's own keyboard stays away; numbers get digits alone.
  const digits = ["numeric", "decimal", "tel"].includes(field.dataset.kind ?? field.inputMode) || field.type === "tel" || field.type === "number";
  if (field.inputMode !== "none") field.dataset.kind = field.inputMode || (digits ? "numeric" : "text");
  field.inputMode = "none";
  board.classList.toggle("mc-keyboard--digits", digits);
  board.hidden = false;
  document.body.classList.add("mc-kiosk--typing");
  field.scrollIntoView({ block: "center" });
}

function hide(board, state) {
  board.hidden = true;
  document.body.classList.remove("mc-kiosk--typing");
  state.field?.blur();
}

// Letters of names begin large: the first of the field and after a space, where the field asks for it.
function type(state, sign, board, telex = state.telex) {
  if (!state.field) return;
  const made = state.shift ? sign.toUpperCase() : sign;
  if (state.shift) press(board.querySelector("[data-name=shift]"), (state.shift = false), board);
  const words = state.field.type !== "email" && !state.field.classList.contains("mc-code");
  if (telex && words && /^[a-z]$/i.test(made)) edit(state, (word) => compose(word, made));
  else edit(state, (word) => word + made);
}

function edit(state, change) {
  const field = state.field;
  if (!field) return;
  const numbers = ["email", "number"].includes(field.type); // these tell no place of the caret
  const at = numbers ? field.value.length : (field.selectionStart ?? field.value.length);
  const to = numbers ? at : (field.selectionEnd ?? at);
  const before = field.value.slice(0, at).normalize("NFC");
  const word = WORD.exec(before)[0];
  const changed = before.slice(0, before.length - word.length) + change(word);
  if (field.maxLength > 0 && changed.length + field.value.length - to > field.maxLength) return;
  set(field, changed, field.value.slice(to), numbers);
}

function erase(state) {
  const field = state.field;
  if (!field) return;
  const numbers = ["email", "number"].includes(field.type);
  const at = numbers ? field.value.length : field.selectionStart;
  const to = numbers ? at : field.selectionEnd;
  const kept = field.value.slice(0, at);
  set(field, at === to ? [...kept].slice(0, -1).join("") : kept, field.value.slice(to), numbers);
}

function set(field, before, after, numbers) {
  field.value = before + after;
  if (!numbers) field.setSelectionRange(before.length, before.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function made(name, facts) {
  return Object.assign(document.createElement(name), facts);
}
