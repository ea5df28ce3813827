"""The service directory, from the shell."""
