"""What the frozen program starts with: the same command line as everywhere."""

import sys

from thinkfamily_desktop.app.cli import start

sys.exit(start())
