"""Standards frameworks as files bring them: one reader a format, one plain shape, one diff."""
