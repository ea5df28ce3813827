"""Signing in by other ways than the passphrase alone, and one's own means of signing in."""
