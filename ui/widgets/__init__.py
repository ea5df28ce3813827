"""Widgets of no particular record: chips, cards, banners, rows, the rail."""
