"""Slips: what they say first, then as PDF, as text, and to the printer. Nothing imports textual."""
