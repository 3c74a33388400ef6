"""The parts that screens are made of. They never touch the notebook."""
