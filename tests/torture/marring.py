"""How bytes go bad: flipped, zeroed, cut, swapped, doubled, spliced, or made to lie about a length."""

import random
from collections.abc import Callable, Sequence

Harm = Callable[[bytearray, random.Random], bytes]
LIES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
SIGNS = (b'"', b",", b";", b"\n", b"\r", b"\0", b"{", b"[" * 2_000, b"\xff\xfe", b"9" * 400, b"1e999", b"\xed\xa0\x80")


def flipped(content: bytearray, rng: random.Random) -> bytes:
    """One bit of one byte."""
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return bytes(content)


def zeroed(content: bytearray, rng: random.Random) -> bytes:
    """A run of zeros."""
    at, end = _span(content, rng)
    content[at:end] = bytes(end - at)
    return bytes(content)


def cut(content: bytearray, rng: random.Random) -> bytes:
    """The end is missing."""
    return bytes(content[: rng.randrange(len(content))])


def swapped(content: bytearray, rng: random.Random) -> bytes:
    """Two blocks in each other's place."""
    size = rng.choice((1, 16, 512, 4096))
    size = min(size, max(1, len(content) // 2))
    one, other = (rng.randrange(len(content) - size + 1) for _block in range(2))
    first, second = content[one : one + size], content[other : other + size]
    content[one : one + size], content[other : other + size] = second, first
    return bytes(content)


def lied(content: bytearray, rng: random.Random) -> bytes:
    """A number of one, two or four bytes that says something else, in either order."""
    size = rng.choice((1, 2, 4))
    at = rng.randrange(len(content))
    lie = rng.choice(LIES) & (256**size - 1)
    content[at : at + size] = lie.to_bytes(size, rng.choice(("little", "big")))
    return bytes(content)


def inserted(content: bytearray, rng: random.Random) -> bytes:
    """Something in between that means something to many formats."""
    at = rng.randrange(len(content) + 1)
    content[at:at] = rng.choice((*SIGNS, rng.randbytes(rng.randint(1, 40))))
    return bytes(content)


def doubled(content: bytearray, rng: random.Random) -> bytes:
    """A part stands there twice."""
    at, end = _span(content, rng)
    content[end:end] = content[at:end]
    return bytes(content)


def dropped(content: bytearray, rng: random.Random) -> bytes:
    """A part is missing in between."""
    at, end = _span(content, rng)
    del content[at:end]
    return bytes(content)


DISK: dict[str, Harm] = {"flipped": flipped, "zeroed": zeroed, "cut": cut, "swapped": swapped}
ALL: tuple[Harm, ...] = (*DISK.values(), lied, inserted, doubled, dropped)


def mutated(seeds: Sequence[bytes], rng: random.Random) -> bytes:
    """One of the seeds, now and then its head on the tail of another, marred a few times."""
    content = rng.choice(seeds)
    if rng.random() < 0.1:
        other = rng.choice(seeds)
        content = content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other) + 1) :]
    for _time in range(rng.choice((1, 1, 1, 2, 4, 8))):
        if content:
            content = rng.choice(ALL)(bytearray(content), rng)
    return content


def _span(content: bytearray, rng: random.Random) -> tuple[int, int]:
    at = rng.randrange(len(content))
    return at, min(len(content), at + rng.choice((1, 4, 64, 1024)))
