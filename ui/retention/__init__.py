"""Retention: what is due, batches, holds and orders."""
