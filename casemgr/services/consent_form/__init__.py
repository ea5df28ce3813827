"""Consents on paper: the form to be signed, blank or filled, in the language it is read in."""
