"""What the self-test looks for: no part that could use a network is loaded with the program's own."""

import subprocess
import sys

from thinkfamily_desktop.app.selftest import NETWORK_PARTS


def loaded_with(module: str) -> set[str]:
    """The parts among those watched that come with a module, in a Python of its own."""
    asked = f"import sys, {module}; print(*[name for name in {NETWORK_PARTS!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_making_a_pdf_brings_no_network_along() -> None:
    assert loaded_with("thinkfamily_desktop.report.build") == set()


def test_the_window_brings_no_network_along() -> None:
    assert loaded_with("thinkfamily_desktop.app.main") == set()


def test_a_module_that_does_is_seen() -> None:
    assert {"urllib.request", "http.client"} <= loaded_with("xml.sax.saxutils")
