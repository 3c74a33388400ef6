"""How it looks: themes here, rules in conferencer.tcss."""
