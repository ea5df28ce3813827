"""The month, and bundles, from the shell."""
