
"use strict";
(() => {
  const LAST_DAYS = 731;
  const SHOWN_FIRST = ["acknowledge", "accept", "start"];
  const GROUPS = [["step", SHOWN_FIRST], ["decline", ["decline"]], ["complete", ["complete"]], ["fail", ["fail"]]];
  const DATED = ["accept", "start"];

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

  /* The answer */

  function replyForm(letter) {
    const words = letter.words;
    const form = letter.reply;
    const groups = GROUPS.map(([name, answers]) => {
      const offered = form.choices.filter((choice) => answers.includes(choice.answer));
      return offered.length ? make("fieldset", {}, make("legend", {}, words[name]),
        ...offered.map((choice) => choiceOf(letter, choice))) : "";
    });
    const note = make("textarea", { id: "note", rows: "4", maxlength: "1000", autocomplete: "off", spellcheck: "false",
      "aria-describedby": "note-hint", oninput: () => { typed.note = note.value; } });
    note.value = typed.note;
    const drawn = make("form", { class: "card", id: "reply", autocomplete: "off", novalidate: true,
      "aria-labelledby": "reply-heading", onsubmit: (event) => { event.preventDefault(); save(letter); } },
      make("h2", { id: "reply-heading" }, words.reply),
      make("fieldset", {}, make("legend", {}, words.answers), ...groups),
      make("div", { id: "day-place" }),
      make("p", { id: "trouble", class: "error", role: "alert" }),
      form.notes ? make("div", { class: "room" }, make("label", { class: "field", for: "note" }, words.note), note,
        make("p", { id: "note-hint", class: "quiet" }, words.note_hint)) : "",
      make("div", { class: "together" },
        make("button", { type: "submit", class: "first", id: "save" }, words.save),
        make("button", { type: "button", id: "code", onclick: () => tellCode(letter) }, words.code)),
      make("div", { id: "told", role: "status" }));
    if (chosen) askDay(letter, drawn.querySelector("#day-place"));
    return drawn;
  }

  function choiceOf(letter, choice) {
    const choose = () => {
      chosen = { answer: choice.answer, detail: choice.detail };
      say("");
      askDay(letter, byId("day-place"));
    };
    const radio = make("input", { type: "radio", name: "answer", autocomplete: "off", onchange: choose,
      value: `${choice.answer} ${choice.detail}`.trim() });
    radio.checked = isChosen(choice);
    return make("label", { class: "choice" }, radio, make("span", {}, choice.label));
  }

  function isChosen(choice) {
    return chosen !== null && choice.answer === chosen.answer && choice.detail === chosen.detail;
  }

  function dayBounds(letter) {
    const last = new Date(`${letter.sent_on}T00:00:00Z`);
    last.setUTCDate(last.getUTCDate() + LAST_DAYS);
    return [letter.sent_on, last.toISOString().slice(0, 10)];
  }

  function askDay(letter, place) {
    if (!DATED.includes(chosen.answer)) return place.replaceChildren();
    const [first, last] = dayBounds(letter);
    const input = make("input", { id: "day", type: "date", min: first, max: last, autocomplete: "off", required: true,
      "aria-describedby": "trouble", oninput: () => { typed.day = input.value; } });
    input.value = typed.day;
    const label = make("label", { class: "field", for: "day" }, letter.words[`${chosen.answer}_day`]);
    place.replaceChildren(make("div", { class: "room" }, label, input));
  }

  function say(said, field, ...told) {
    byId("trouble").textContent = said;
    byId("told").replaceChildren(...told);
    if (byId("day")) byId("day").setAttribute("aria-invalid", String(field === "day"));
    const at = field === "day" ? byId("day") : field && byId("reply").querySelector("input[type=radio]");
    if (at) at.focus();
  }

  function longDay(day) {
    return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  }

  async function save(letter) {
    const words = letter.words;
    if (!chosen) return say(words.choose, "answer");
    const dated = DATED.includes(chosen.answer);
    const [first, last] = dayBounds(letter);
    if (dated && !(typed.day >= first && typed.day <= last)) {
      return say(filled(words.day_missing, { first: longDay(first), last: longDay(last) }), "day");
    }
    const name = `NP-${letter.reply.packet}.casereply`;
    const content = await replyFile(letter, {
      referral: letter.number,
      answer: chosen.answer,
      detail: chosen.detail,
      on: dated ? typed.day : null,
      note: letter.reply.notes ? written(typed.note) : "",
      made_at: new Date().toISOString(),
    });
    if (letters === null) return;
    download(name, content);
    say("", "", make("p", { class: "said" }, filled(words.saved, { name, agency: letter.agency })));
  }

  /* Signs that no keyboard writes are left out: they come with pasted text and hide in it. */
  function written(text) {
    return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu, "").trim();
  }

  async function replyFile(letter, answer) {
    const subtle = window.crypto.subtle;
    const packet = Uint8Array.from(letter.reply.packet.match(/../g), (pair) => parseInt(pair, 16));
    const purpose = utf8.encode("casemgr reply 1");
    const secret = await subtle.importKey("raw", bytes(letter.reply.token), "HKDF", false, ["deriveKey"]);
    const stretching = { name: "HKDF", hash: "SHA-256", salt: packet, info: purpose };
    const key = await subtle.deriveKey(stretching, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = window.crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv: nonce, additionalData: new Uint8Array([...purpose, 124, ...packet]) };
    const content = await subtle.encrypt(how, key, utf8.encode(JSON.stringify(answer)));
    return JSON.stringify(
      { casemgr_reply: 1, packet: letter.reply.packet, nonce: base64(nonce), sealed: base64(content) });
  }

  function download(name, content) {
    URL.revokeObjectURL(link);
    link = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
    const anchor = make("a", { href: link, download: name, hidden: true });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  }

  function tellCode(letter) {
    const words = letter.words;
    if (!chosen) return say(words.choose, "answer");
    const code = letter.reply.choices.find(isChosen).spoken;
    const groups = code.includes(" ") || code.includes("-") ? code.split(/[ -]+/) : code.match(grouping(code.length));
    const day = typed.day ? filled(words.code_day, { day: longDay(typed.day) }) : words.code_day_open;
    const panel = make("div", { class: "said", id: "code-told", tabindex: "-1" },
      make("h3", {}, words.code_heading),
      make("p", {}, words.code_how),
      make("p", { class: "code" },
        make("span", { class: "read-out" }, Array.from(groups.join("")).join(" ")),
        ...groups.map((group) => make("span", { "aria-hidden": "true" }, group))),
      DATED.includes(chosen.answer) ? make("p", {}, day) : "");
    say("", "", panel);
    panel.scrollIntoView({ block: "nearest" });
  }

  function grouping(length) {
    return length % 3 === 0 && length % 4 !== 0 ? /.{1,3}/g : /.{1,4}/g;
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
})();
