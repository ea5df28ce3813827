"""What a person may have of what is kept about them: their card, a copy of it all, and who was told what."""
