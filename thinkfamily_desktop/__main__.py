"""`python -m thinkfamily_desktop` is the command `thinkfamily`."""

import sys

from thinkfamily_desktop.app.cli import main

sys.exit(main())
