"""The computer's own lock and sleep, heard on a bus of the test's own; nothing else locks."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LISTENER = """
import json
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from thinkfamily_desktop.app.session_watch import SessionWatch

application = QCoreApplication([])
bus = QDBusConnection.sessionBus()
watch = SessionWatch()
heard = []
cases = json.loads(sys.argv[1])
last = QDBusMessage.createSignal("/last", "org.freedesktop.ScreenSaver", "ActiveChanged")
last.setArguments([True])


def send():
    path, interface, name, *arguments = cases.pop(0)
    said = QDBusMessage.createSignal(path, interface, name)
    changed = name == "PropertiesChanged"
    said.setArguments([arguments[0], {arguments[1]: arguments[2]}, [""]] if changed else arguments)
    heard.append(0)
    bus.send(said)
    bus.send(last)  # always locks: whoever hears it has heard what was sent before it


def away():
    heard[-1] += 1
    quiet.start()


def go_on():
    send() if cases else application.quit()


quiet = QTimer(interval=100, singleShot=True)
quiet.timeout.connect(go_on)
watch.away.connect(away)
watch.ends.connect(away)
assert watch.start(bus, bus) == 6
QTimer.singleShot(0, send)
application.exec()
print(json.dumps([each - 1 for each in heard]))
"""
CHANGED = ("/anywhere", "org.freedesktop.DBus.Properties", "PropertiesChanged")
SLEEPER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection
from thinkfamily_desktop.app.session_watch import SessionWatch

application = QCoreApplication([])
bus = QDBusConnection.sessionBus()
watch = SessionWatch()


def away():
    print("away", flush=True)
    QTimer.singleShot(200, lets_sleep)


def lets_sleep():
    print("written", flush=True)
    watch.let_go()


watch.away.connect(away)
watch.start(bus, bus)
QTimer.singleShot(20_000, application.quit)
application.exec()
"""


LOGIND, MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
SIGNALS = [  # and whether it locks
    ((LOGIND, MANAGER, "PrepareForSleep", True), 1),
    ((LOGIND, MANAGER, "PrepareForSleep", False), 0),
    ((LOGIND, MANAGER, "PrepareForShutdown", True), 1),
    ((LOGIND, MANAGER, "PrepareForShutdown", False), 0),
    ((f"{LOGIND}/session/_32", "org.freedesktop.login1.Session", "Lock"), 1),
    (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True), 1),
    (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False), 0),
    ((LOGIND, MANAGER, "UserNew", True), 0),
    ((*CHANGED, "org.freedesktop.login1.Session", "Active", False), 1),
    ((*CHANGED, "org.freedesktop.login1.Session", "Active", True), 0),
    ((*CHANGED, "org.freedesktop.login1.Session", "LockedHint", True), 1),
    ((*CHANGED, "org.freedesktop.UPower", "LidIsClosed", True), 1),
    ((*CHANGED, "org.freedesktop.UPower", "OnBattery", True), 0),
]


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
def test_lock_sleep_lid_and_another_user_are_heard_and_nothing_else() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENER, json.dumps([signal for signal, _ in SIGNALS])],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    heard = json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout else done.stderr
    assert list(zip(SIGNALS, heard, strict=True)) == [(each, each[1]) for each in SIGNALS]


def bus_of_its_own() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
def test_sleep_waits_until_everything_is_written_and_is_held_again_after_waking() -> None:
    with bus_of_its_own() as bus:
        assert bus.stdout is not None
        there = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        logind = subprocess.Popen(
            ["/usr/bin/python3", str(Path(__file__).with_name("fake_logind.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=there,
        )
        assert logind.stdin is not None
        assert logind.stdout is not None
        assert logind.stdout.readline() == "ready\n"
        program = subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE, text=True, env=there)
        assert program.stdout is not None
        assert logind.stdout.readline() == "held sleep:shutdown delay\n"
        logind.stdin.write("sleep\n")
        logind.stdin.flush()
        assert [program.stdout.readline(), program.stdout.readline()] == ["away\n", "written\n"]
        assert logind.stdout.readline() == "let go\n", "not before everything was written: nothing was said meanwhile"
        logind.stdin.write("wake\n")
        logind.stdin.flush()
        assert logind.stdout.readline() == "held sleep:shutdown delay\n"
        program.kill()
        assert logind.stdout.readline() == "let go\n", "the end of the process lets it sleep too"
        for process in (program, logind, bus):
            process.terminate()
            process.communicate()
