"""Retention, holds, disposal and expungement, through the desk on a real encrypted store."""
