"""Neighborhoods: their drawing, and who is there."""
