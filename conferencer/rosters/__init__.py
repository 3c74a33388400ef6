"""Readers of class lists: one file a format, all giving the same plain rows; and what changed."""
