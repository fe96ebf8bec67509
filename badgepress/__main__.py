"""`python -m badgepress` is the same as the command `badgepress`."""

import sys

from badgepress.cli import main

sys.exit(main())
