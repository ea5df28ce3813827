"""Administration on the window: accounts, the audit, backups, and what this program is."""
