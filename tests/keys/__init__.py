"""Keys beyond the passphrase: changed, recovered, read over the phone, and the second factor."""
