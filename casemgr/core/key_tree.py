"""Keys drawn from one root along paths of bits; a branch that was destroyed cannot be drawn again."""

import hmac
from collections.abc import Mapping

BRANCH = 64
"""Bits of one step of a path: whose a key is, then for which record."""
_SIDES = {"0": b"\0", "1": b"\1"}


class KeyTree:
    """A puncturable pseudorandom function: the tree of Goldreich, Goldwasser and Micali (1986), over HMAC-SHA256.

    It is kept as the topmost nodes from which every key that is left can be drawn: 32 bytes at first, and one node
    for each bit of each path that was destroyed.
    """

    def __init__(self, nodes: Mapping[str, bytes]) -> None:
        self.nodes = dict(nodes)
        self._met: dict[str, bytes] = {}

    def key(self, path: str) -> bytes | None:
        """The key at the end of a path of zeros and ones; None where it was destroyed."""
        at = path[:BRANCH]
        node = self._met.get(at)
        if node is None:
            at = self._above(path)
            node = self.nodes.get(at)
            if node is None:
                return None
        for length in range(len(at), len(path)):
            node = _child(node, path[length])
            if length + 1 == BRANCH:
                self._met[path[:BRANCH]] = node
        return node

    def destroy(self, path: str) -> bool:
        """Destroy every key under a path; whether there was one."""
        self._met.clear()
        at = self._above(path)
        if at in self.nodes:
            node = self.nodes.pop(at)
            for length in range(len(at), len(path)):
                side = path[length]
                other = "1" if side == "0" else "0"
                self.nodes[path[:length] + other] = _child(node, other)
                node = _child(node, side)
            return True
        under = [other for other in self.nodes if other.startswith(path)]
        for other in under:
            del self.nodes[other]
        return bool(under)

    def _above(self, path: str) -> str:
        """The node a path goes out from, or the path itself where none is left."""
        return next((path[:n] for n in range(len(path) + 1) if path[:n] in self.nodes), path)


def _child(node: bytes, side: str) -> bytes:
    return hmac.digest(node, _SIDES[side], "sha256")
