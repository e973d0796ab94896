"""`python -m smlint` is `smlint`."""

from smlint.cli import main

raise SystemExit(main())
