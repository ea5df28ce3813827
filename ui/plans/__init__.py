"""Response plans on the window: the patrol card first, the plan behind it."""
