"""Problem-solving projects: their board by phase."""
