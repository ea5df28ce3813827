"""Ways round the door, each refused, and each shown to work where the guard does not stand."""
