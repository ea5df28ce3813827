/* The page: asks for the passphrase, shows the letter in each of its languages, and forgets it. */

const byId = (id) => document.getElementById(id);
const sealed = JSON.parse(byId("sealed").textContent);
const outside = JSON.parse(byId("words").textContent);
const known = Object.keys(outside);
const utf8 = new TextEncoder();

let language = spoken();
let letters = null;
let chosen = null;
let typed = nothing();
let link = "";

function nothing() {
  return { passphrase: "", day: "", note: "" };
}

function spoken() {
  const wanted = (navigator.languages || [navigator.language]).map((name) => name.slice(0, 2).toLowerCase());
  return wanted.find((name) => known.includes(name)) || known[0];
}

/* Text goes in as text nodes only: whatever it holds, it is shown and never run. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
}

function show(top, parts) {
  document.documentElement.lang = language;
  document.title = outside[language].title;
  byId("top").replaceChildren(...top);
  byId("page").replaceChildren(...parts);
}

function heading(text) {
  return make("h1", { tabindex: "-1", id: "heading" }, text);
}

function languageBar(offered, redraw) {
  const bar = make("nav", { class: "bar", "aria-label": outside[language].languages });
  for (const name of offered.length > 1 ? offered : []) {
    const change = () => {
      language = name;
      redraw();
      byId("top").querySelector("[aria-pressed=true]").focus();
    };
    const pressed = String(name === language);
    const button = { type: "button", lang: name, "aria-pressed": pressed, onclick: change };
    bar.append(make("button", button, outside[name].language));
  }
  return bar;
}

/* Before opening */

function drawClosedFile() {
  const words = outside[language];
  const bar = languageBar(known, drawClosedFile);
  if (!(window.crypto && window.crypto.subtle)) {
    show([bar], [heading(words.heading), make("p", { class: "error", role: "alert" }, words.unable)]);
    return;
  }
  const input = make("input", {
    id: "passphrase", type: "password", autocomplete: "off", autocapitalize: "none", autocorrect: "off",
    spellcheck: "false", required: true, "aria-describedby": "how trouble",
    oninput: () => { typed.passphrase = input.value; },
  });
  input.value = typed.passphrase;
  const reveal = make("button", { type: "button", "aria-pressed": "false", "aria-controls": "passphrase", onclick: () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    reveal.setAttribute("aria-pressed", String(shown));
  } }, words.show);
  const form = make("form", { class: "card", autocomplete: "off", novalidate: true, onsubmit: open },
    make("p", { id: "how" }, words.how),
    make("label", { class: "field", for: "passphrase" }, words.passphrase),
    make("div", { class: "together" }, input, reveal),
    make("p", { id: "trouble", class: "error", role: "alert" }),
    make("p", { id: "busy", class: "quiet", role: "status" }),
    make("p", {}, make("button", { id: "open", class: "first", type: "submit" }, words.open)),
    make("p", { class: "quiet" }, words.beware));
  show([bar], [heading(words.heading), form]);
}

async function open(event) {
  event.preventDefault();
  const words = outside[language];
  const button = byId("open");
  if (button.getAttribute("aria-disabled") === "true") return;
  const passphrase = byId("passphrase").value.trim();
  refused("");
  if (!passphrase) return refused(words.empty);
  button.setAttribute("aria-disabled", "true");
  byId("busy").textContent = words.opening;
  let plain = null;
  try {
    plain = await decrypted(passphrase);
  } catch {
    plain = null;
  }
  if (!byId("open")) return;
  if (plain === null) {
    byId("open").removeAttribute("aria-disabled");
    byId("busy").textContent = "";
    return refused(outside[language].wrong);
  }
  byId("passphrase").value = "";
  typed = nothing();
  letters = JSON.parse(plain);
  if (!letters.some((letter) => letter.language === language)) language = letters[0].language;
  drawLetter();
  byId("heading").focus();
  window.scrollTo(0, 0);
}

function refused(said) {
  byId("trouble").textContent = said;
  byId("passphrase").setAttribute("aria-invalid", String(said !== ""));
  if (said) byId("passphrase").focus();
}

function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function base64(buffer) {
  return btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
}

async function decrypted(passphrase) {
  const subtle = window.crypto.subtle;
  const header = ["version", "kdf", "rounds", "salt", "nonce"].map((name) => sealed[name]).join("|");
  const secret = await subtle.importKey("raw", utf8.encode(passphrase), "PBKDF2", false, ["deriveKey"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.salt), iterations: sealed.rounds };
  const key = await subtle.deriveKey(stretching, secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: bytes(sealed.nonce), additionalData: utf8.encode(header) };
  return new TextDecoder().decode(await subtle.decrypt(how, key, bytes(sealed.sealed)));
}

/* The letter */

function drawLetter() {
  const letter = letters.find((one) => one.language === language);
  const words = letter.words;
  const bar = languageBar(letters.map((one) => one.language), drawLetter);
  bar.append(
    make("button", { type: "button", class: "apart", onclick: () => window.print() }, words.print),
    make("button", { type: "button", id: "close", onclick: close }, words.close));
  show([bar], [
    heading(words.number),
    letter.notices.length ? noticesOf(letter) : "",
    make("section", { class: "card" },
      make("h2", {}, words.from),
      letter.recipient ? make("p", {}, words.recipient) : "",
      make("p", {}, words.sent),
      make("p", { class: "quiet" }, words.advice),
      letter.greeting ? make("p", { class: "kept-lines" }, letter.greeting) : ""),
    ...letter.sections.map(sectionOf),
    letter.reply ? replyForm(letter) : make("p", { class: "quiet" }, words.unanswered),
    make("p", { class: "quiet on-screen" }, words.keep),
  ].filter((part) => part !== ""));
}

function noticesOf(letter) {
  return make("section", { class: "card notice", id: "notices" }, make("h2", {}, letter.words.notices),
    ...letter.notices.flatMap((notice) => [
      make("h3", {}, notice.title), make("p", { class: "kept-lines" }, notice.text)]));
}

function sectionOf(section) {
  return make("section", { class: "card" }, make("h2", {}, section.title),
    make("dl", {}, ...section.rows.map((row) =>
      make("div", {}, make("dt", {}, row.label), make("dd", {}, row.value)))));
}

/* The end */

function close() {
  wipe();
  byId("heading").focus();
}

function wipe() {
  for (const field of document.querySelectorAll("input, textarea")) field.value = "";
  letters = null;
  chosen = null;
  typed = nothing();
  URL.revokeObjectURL(link);
  link = "";
  const words = outside[language];
  const again = make("button", { type: "button", onclick: () => { drawClosedFile(); byId("passphrase").focus(); } }, words.again);
  show([], [make("section", { class: "card room" }, heading(words.closed), make("p", {}, words.gone), again)]);
}

window.addEventListener("pagehide", wipe);
drawClosedFile();
