// Vietnamese by Telex: a word and the next key in, the word as it then stands out. Pure; used by the kiosk's keyboard.
const TONES = { f: "\u0300", s: "\u0301", x: "\u0303", r: "\u0309", j: "\u0323" };
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const HATS = { a: "â", e: "ê", o: "ô" };
const HORNS = { a: "ă", o: "ơ", u: "ư" };
const OPEN_PAIRS = ["oa", "oe", "uy"];

const bare = (word) => word.normalize("NFD").replace(TONE, "").normalize("NFC");
const toneOf = (word) => word.normalize("NFD").match(TONE)?.[0] ?? "";
const isVowel = (sign) => sign !== "" && "aăâeêioôơuưy".includes(sign.toLowerCase());
const like = (made, model) => (model === model.toLowerCase() ? made : made.toUpperCase());
const put = (word, at, made) => word.slice(0, at) + like(made, word[at]) + word.slice(at + 1);

// Where the vowels of the syllable stand; the u of "qu" and the i of "gi" before a vowel belong to the consonant.
function vowels(word) {
  const signs = word.toLowerCase();
  let from = [...signs].findIndex(isVowel);
  if (from < 0) return [0, 0];
  if ((signs.startsWith("qu") || signs.startsWith("gi")) && isVowel(signs[2] ?? "")) from = 2;
  let to = from;
  while (to < signs.length && isVowel(signs[to])) to += 1;
  return [from, to];
}

function toned(word, tone) {
  const [from, to] = vowels(word);
  if (!tone || from === to) return word;
  const group = word.slice(from, to).toLowerCase();
  const marked = Math.max(...[..."ăâêôơư"].map((sign) => group.lastIndexOf(sign)));
  const closed = to < word.length;
  let at = marked;
  if (at < 0) at = group.length === 1 ? 0 : closed ? group.length - 1 : group.length > 2 || OPEN_PAIRS.includes(group) ? group.length - 2 : 0;
  at += from;
  return (word.slice(0, at + 1) + tone + word.slice(at + 1)).normalize("NFC");
}

// The last place of one of these letters in the vowels, or -1.
function last(word, letters) {
  const [from, to] = vowels(word);
  for (let at = to - 1; at >= from; at -= 1) if (letters.includes(word[at].toLowerCase())) return at;
  return -1;
}

function hatted(word, key) {
  const made = HATS[key];
  const at = last(word, [key, made, ...(key === "a" ? ["ă"] : key === "o" ? ["ơ"] : [])]);
  if (at < 0) return null;
  return word[at].toLowerCase() === made ? put(word, at, key) + key : put(word, at, made);
}

function horned(word) {
  const pair = word.toLowerCase().search(/uo|ưo|uơ/);
  if (pair >= 0) return put(put(word, pair, "ư"), pair + 1, "ơ");
  const undo = last(word, ["ă", "ơ", "ư"]);
  if (undo >= 0) return put(word, undo, { ă: "a", ơ: "o", ư: "u" }[word[undo].toLowerCase()]) + "w";
  // "oa", "ua": the horn goes where Vietnamese has one (oă, ưa).
  const at = /oa/i.test(word) ? last(word, ["a"]) : last(word, ["u"]) >= 0 ? last(word, ["u"]) : last(word, ["o", "a"]);
  if (at < 0) return `${word}ư`;
  return put(word, at, HORNS[word[at].toLowerCase()]);
}

function barred(word) {
  const at = word.toLowerCase().search(/[dđ]/);
  if (at !== 0) return null;
  return word[0].toLowerCase() === "đ" ? `${put(word, 0, "d")}d` : put(word, 0, "đ");
}

export function compose(word, key) {
  const sign = key.toLowerCase();
  const tone = toneOf(word);
  const plain = bare(word);
  const hasVowel = vowels(plain)[1] > 0;
  if (TONES[sign] && hasVowel) return tone === TONES[sign] ? plain + key : toned(plain, TONES[sign]);
  if (sign === "z" && tone) return plain;
  let made = null;
  if (HATS[sign]) made = hatted(plain, sign);
  else if (sign === "w") made = like(horned(plain), key);
  else if (sign === "d") made = barred(plain);
  if (sign === "w" && hasVowel) made = horned(plain);
  return toned(made ?? plain + key, tone);
}

// A letter or a tone pressed on a key of its own.
export function marked(word, mark) {
  return toned(bare(word), mark === toneOf(word) ? "" : mark);
}
