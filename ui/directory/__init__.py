"""The service directory on the window: looking through it, one service, what we know of it, and importing."""
