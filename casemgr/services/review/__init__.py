"""The weekly review of a liaison: queues, what came in and went out of each, and the sheet that is signed (5.2)."""
