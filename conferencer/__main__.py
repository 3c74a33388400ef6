"""`python -m conferencer`."""

from conferencer.cli import main

raise SystemExit(main())
