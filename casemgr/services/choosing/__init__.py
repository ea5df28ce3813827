"""Choosing a service for a need: what can take this person now, each with the reasons it stands where it does."""
