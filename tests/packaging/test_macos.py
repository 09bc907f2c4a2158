"""The property list of the macOS bundle is one, and names what the program is called by."""

import plistlib
from pathlib import Path

from thinkfamily_desktop.settings.policy_sources import MANAGED_PREFERENCES

PLIST = Path(__file__).resolve().parents[2] / "installer" / "macos" / "Info.plist"


def test_it_is_read_and_agrees_with_where_policy_is_looked_for() -> None:
    said = plistlib.loads(PLIST.read_bytes())
    assert f"{said['CFBundleIdentifier']}.plist" == MANAGED_PREFERENCES.name
    assert said["CFBundleExecutable"] == "thinkfamily-window"
    assert said["CFBundleVersion"] == said["CFBundleShortVersionString"] == "@VERSION@"
