"""How it looks: themes here, rules in first.tcss and rooms.tcss."""
