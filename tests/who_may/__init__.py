"""Who may do what, kept apart from the code, and tried on a real store."""
