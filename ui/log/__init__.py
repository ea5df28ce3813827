"""The quick log: a contact in under a minute, by keyboard alone."""
