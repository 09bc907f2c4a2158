"""The computer's own lock and sleep, heard on a bus of the test's own; nothing else locks."""

import os
import shutil
import subprocess
import sys

import pytest

LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from thinkfamily_desktop.app.session_watch import SessionWatch

path, interface, name, *arguments = sys.argv[1:]
application = QCoreApplication([])
bus = QDBusConnection.sessionBus()
watch = SessionWatch()
heard = []
watch.away.connect(lambda: heard.append(True))
assert watch.start(bus, bus) == 4
said = QDBusMessage.createSignal(path, interface, name)
said.setArguments([each == "true" for each in arguments])
last = QDBusMessage.createSignal("/last", "org.freedesktop.ScreenSaver", "ActiveChanged")
last.setArguments([True])
bus.send(said)
bus.send(last)
QTimer.singleShot(20_000, application.quit)
watch.away.connect(lambda: QTimer.singleShot(300, application.quit))
application.exec()
print(len(heard) - 1)
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
@pytest.mark.parametrize(
    ("signal", "locks"),
    [
        (("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "true"), 1),
        (("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "false"), 0),
        (("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock"), 1),
        (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "true"), 1),
        (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "false"), 0),
        (("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "UserNew", "true"), 0),
    ],
)
def test_the_session_lock_and_sleep_are_heard(signal: tuple[str, ...], locks: int) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENER, *signal],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.strip().splitlines()[-1:] == [str(locks)], done.stderr
