"""The page that opens itself: letters in several languages, encrypted in one HTML file that asks for its passphrase."""

import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from html import escape

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from pydantic import TypeAdapter

from casemgr.core.errors import BadFile, WrongKey
from casemgr.i18n import LANGUAGES, RESOURCES, _
from casemgr.services.packet.letter import Letter
from casemgr.services.packet.page_words import after_opening, before_opening, without_scripts

ROUNDS = 600_000
_VERSION, _KDF = 1, "PBKDF2-HMAC-SHA256"
_SALT, _NONCE = 16, 12
_ENVELOPE = {"version", "kdf", "rounds", "salt", "nonce", "sealed"}
_LETTERS = TypeAdapter(tuple[Letter, ...])
_FOLDER = RESOURCES / "packet"
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_EMBEDDED = re.compile(r'<script type="application/json" id="(sealed|words)">(.*?)</script>')


def page(letters: Sequence[Letter], passphrase: str) -> bytes:
    """One HTML file with a letter in each of its languages; it opens from disk with the passphrase, offline."""
    languages = [letter.language for letter in letters]
    if not letters or len(set(languages)) != len(languages) or not set(languages) <= set(LANGUAGES):
        raise ValueError("a page takes one letter in each of our languages")
    if not passphrase.strip():
        raise ValueError("a page takes a passphrase")
    header = {
        "version": _VERSION,
        "kdf": _KDF,
        "rounds": ROUNDS,
        "salt": _text(secrets.token_bytes(_SALT)),
        "nonce": _text(secrets.token_bytes(_NONCE)),
    }
    plain = json.dumps([_told(letter) for letter in letters], ensure_ascii=False).encode()
    sealed = _cipher(header, passphrase).encrypt(b64decode(str(header["nonce"])), plain, _header(header))
    return _written(header | {"sealed": _text(sealed)}, list(dict.fromkeys([*languages, *LANGUAGES])))


def opened(html: bytes, passphrase: str) -> tuple[Letter, ...]:
    """The letters of a page of ours; `WrongKey` under another passphrase, `BadFile` where the rest is not ours."""
    envelope, languages = _envelope(html)
    try:
        nonce, sealed = b64decode(str(envelope["nonce"])), b64decode(str(envelope["sealed"]))
        plain = _cipher(envelope, passphrase).decrypt(nonce, sealed, _header(envelope))
    except InvalidTag as trouble:
        raise WrongKey(_("This passphrase does not open the page.")) from trouble
    letters = tuple(_read(plain))
    if languages[: len(letters)] != [letter.language for letter in letters]:
        raise _not_ours()
    return letters


def _envelope(html: bytes) -> tuple[dict[str, object], list[str]]:
    """What is sealed and the languages of the page, where the page round them is to a byte the one we write."""
    try:
        parts = dict(_EMBEDDED.findall(html.decode()))
        envelope, words = json.loads(parts["sealed"]), json.loads(parts["words"])
        languages = list(words)
        if envelope.keys() != _ENVELOPE or sorted(languages) != sorted(LANGUAGES):
            raise ValueError("other fields")
        sizes = [len(_bytes(envelope[name])) for name in ("salt", "nonce", "sealed")]
        known = (envelope["version"], envelope["kdf"], envelope["rounds"]) == (_VERSION, _KDF, ROUNDS)
        whole = _written(envelope, languages) == html
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise _not_ours() from trouble
    if not known or not whole or sizes[:2] != [_SALT, _NONCE]:
        raise _not_ours()
    return envelope, languages


def _not_ours() -> BadFile:
    return BadFile(_("This page is not as it should be. Please make the packet again."))


def _cipher(header: Mapping[str, object], passphrase: str) -> AESGCM:
    salt = b64decode(str(header["salt"]))
    stretched = PBKDF2HMAC(SHA256(), length=32, salt=salt, iterations=ROUNDS).derive(passphrase.strip().encode())
    return AESGCM(stretched)


def _header(header: Mapping[str, object]) -> bytes:
    """What the ciphertext vouches for beside itself; the page puts the same together."""
    return "|".join(str(header[name]) for name in ("version", "kdf", "rounds", "salt", "nonce")).encode()


def _written(envelope: Mapping[str, object], languages: Sequence[str]) -> bytes:
    style, script = "\n" + _resource("page.css"), _script()
    previews = [f'<p lang="{language}">{escape(without_scripts(language))}</p>' for language in languages]
    words = {language: before_opening(language) for language in languages}
    filled = {
        "language": languages[0],
        "policy": _policy(style, script),
        "title": escape(words[languages[0]]["title"]),
        "style": style,
        "previews": "\n".join(previews),
        "sealed": _embedded(envelope),
        "words": _embedded(words),
        "script": script,
    }
    return _PLACE.sub(lambda place: filled[place[1]], _resource("page.html")).encode()


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, sent or framed in; only our own script and style run, told by their digests."""
    nothing = ("default-src", "connect-src", "img-src", "base-uri", "form-action")
    return "; ".join(
        [
            *(f"{name} 'none'" for name in nothing),
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "require-trusted-types-for 'script'; trusted-types 'none'",
        ]
    )


def _digest(text: str) -> str:
    return f"sha256-{_text(sha256(text.encode()).digest())}"


def _script() -> str:
    """Both files in one scope of their own, where no name of theirs hides one of the browser's."""
    return f'\n"use strict";\n(() => {{\n{_resource("reply.js")}\n{_resource("page.js")}}})();\n'


def _resource(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _embedded(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _bytes(text: str) -> bytes:
    """The bytes of base64 as we write it; ValueError for any other spelling of them."""
    content = b64decode(text, validate=True)
    if _text(content) != text:
        raise ValueError("another spelling")
    return content


def _told(letter: Letter) -> dict[str, object]:
    """A letter as the page reads it, with the words round it."""
    told = asdict(letter) | {
        "sent_on": letter.sent_on.isoformat(),
        "good_until": letter.good_until.isoformat(),
        "words": after_opening(letter),
    }
    if letter.reply:
        told["reply"] = asdict(letter.reply) | {"token": _text(letter.reply.token)}
    return told


def _read(plain: bytes) -> Iterator[Letter]:
    for letter in _LETTERS.validate_json(plain):
        token = letter.reply and b64decode(letter.reply.token)
        yield replace(letter, reply=replace(letter.reply, token=token)) if letter.reply else letter
