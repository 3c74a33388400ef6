"""Everything that is drawn: screens, widgets, dialogs and styles."""
