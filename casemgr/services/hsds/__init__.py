"""Service directories as published: HSDS 3.0, its older dialects, and opening hours."""
