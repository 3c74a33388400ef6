"""The views of the Class room: each answers one question about the whole class."""
