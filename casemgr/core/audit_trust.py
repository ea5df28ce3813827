"""Whose session signed an audit entry: each traced to the key file, so that nobody can sign for somebody else."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from casemgr.core.audit import AUDIT, REMOVED, RENEWED, SESSIONS, link
from casemgr.core.signing import check_session


class Sessions:
    """The sessions of a store. A user's key counts if the key file holds it, or if an entry whose own session counts
    says that it was that user's until it was renewed or they left."""

    def __init__(self, connection: Connection, store_id: UUID, user_keys: Mapping[UUID, bytes]) -> None:
        self._connection = connection
        self._store_id = store_id
        self._user_keys = user_keys
        self._known: dict[UUID, tuple[UUID, Ed25519PublicKey] | None] = {}

    def key(self, session: UUID, actor: UUID) -> Ed25519PublicKey | None:
        """The key that signs the entries of this actor in this session; None when nobody vouches for it."""
        if session not in self._known:
            self._known[session] = None  # Sessions that vouch for one another in a ring do not count.
            self._known[session] = self._traced(session)
        found = self._known[session]
        return found[1] if found is not None and found[0] == actor else None

    def _traced(self, session: UUID) -> tuple[UUID, Ed25519PublicKey] | None:
        row = self._connection.execute(select(SESSIONS).where(SESSIONS.c.id == session)).mappings().first()
        if row is None or not check_session(row["user_key"], session, row["public_key"], row["certificate"]):
            return None
        if self._user_keys.get(row["staff"]) != row["user_key"] and not self._was_theirs(row["staff"], row["user_key"]):
            return None
        return row["staff"], Ed25519PublicKey.from_public_bytes(row["public_key"])

    def _was_theirs(self, staff: UUID, user_key: bytes) -> bool:
        asked = select(AUDIT).where(AUDIT.c.object == staff, AUDIT.c.action.in_((RENEWED, REMOVED)))
        return any(
            json.loads(entry["payload"]).get("was") == user_key.hex() and self.signed(entry)
            for entry in self._connection.execute(asked).mappings()
        )

    def signed(self, entry: Mapping[Any, Any]) -> bool:
        """Whether an entry is what its session signed, by a session that counts."""
        key = self.key(entry["session"], entry["actor"])
        if key is None or link(self._store_id, entry) != entry["hash"]:
            return False
        try:
            key.verify(entry["signature"], entry["hash"])
        except InvalidSignature:
            return False
        return True
