"""Crisis encounters on the window: written down in chips, sealed with one press."""
