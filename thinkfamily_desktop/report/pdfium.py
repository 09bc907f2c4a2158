"""PDFium may not be entered by two threads at once: whoever reads or paints with it holds this."""

import threading

ONE_AT_A_TIME = threading.Lock()
