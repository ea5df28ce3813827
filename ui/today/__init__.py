"""Today: what is forgotten comes first."""
