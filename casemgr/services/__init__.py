"""Work over many kinds: directories in, summaries, exports and backups out."""
