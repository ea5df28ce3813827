"""The window."""

from ui.singletons import keep_singletons

keep_singletons()
