"""What a notebook knows. Nothing below this package imports textual."""
