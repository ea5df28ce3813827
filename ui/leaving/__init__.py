"""How a file leaves by the window: for whom and where, what left under which passphrase, and the slip apart from it."""
