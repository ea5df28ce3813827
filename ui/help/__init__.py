"""Help inside the program: short pages in both languages, and the keyboard map."""
