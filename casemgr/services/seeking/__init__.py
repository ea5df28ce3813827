"""Seeking: words and tokens in, records within sight out (domain 2.20)."""

from casemgr.services.seeking.looking import Looked, Suggestion, look, token_name
from casemgr.services.seeking.tokens import Token, parse, written

__all__ = ["Looked", "Suggestion", "Token", "look", "parse", "token_name", "written"]
