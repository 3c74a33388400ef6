"""The rooms of the app, one screen a file; screens do not import each other."""
