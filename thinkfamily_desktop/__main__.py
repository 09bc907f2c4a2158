"""`python -m thinkfamily_desktop` is the command `thinkfamily`."""

import sys

from thinkfamily_desktop.app.cli import start

sys.exit(start())
