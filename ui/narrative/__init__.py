"""The narrative check while one types: underlines, the first finding in words, and its offers as buttons."""
