"""What each command of the command line does; a command imports what it needs when it runs."""
