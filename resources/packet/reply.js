/* The answer: the form under the letter, the reply file it saves, the code it shows. */

const LAST_DAYS = 731;
const SHOWN_FIRST = ["acknowledge", "accept", "start"];
const GROUPS = [["step", SHOWN_FIRST], ["decline", ["decline"]], ["complete", ["complete"]], ["fail", ["fail"]]];
const DATED = ["accept", "start"];

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
