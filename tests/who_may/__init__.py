"""Who may do what, written by hand once more, and tried on a real store."""
