"""Handing over a neighborhood: the act, the pack for whoever takes it, and whether promises were kept across it."""
