"""People: the list, and one person with all that touches them."""
