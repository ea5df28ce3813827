"""The weekly review of access on the window: a week, its lines, an answer to each, and the signature."""
