"""The vault under torture: each module tries one way of harm on the real store and program, and counts what held."""
