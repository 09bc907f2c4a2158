"""The walls that the tests stand in hold."""

import os
import shutil
import socket
from pathlib import Path

import pytest

from thinkfamily_desktop.settings.locations import data_folder, state_folder

pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parents[1]

LEAVES_BEHIND = """
import threading
from PySide6.QtWidgets import QLabel

stop = threading.Event()

def test_a_thread_that_goes_on():
    threading.Thread(target=stop.wait, args=(30,), name="forgotten").start()

def test_a_window_that_stays_open(qapp):
    global window
    window = QLabel("left open")
    window.show()

def test_one_that_tidies_up(qapp):
    stop.set()
    label = QLabel("closed")
    label.show()
    label.close()
"""


def test_a_connection_is_refused_where_it_is_tried() -> None:
    with socket.socket() as line, pytest.raises(pytest.fail.Exception, match="does not use the network"):
        line.connect(("127.0.0.1", 9))


def test_a_name_is_not_looked_up_either() -> None:
    with pytest.raises(AssertionError, match="does not use the network"):
        socket.getaddrinfo("example.invalid", 80)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets of that kind here")
def test_a_pair_of_sockets_inside_the_laptop_is_no_network() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"near")
        assert other.recv(4) == b"near"


def test_no_test_can_touch_the_developer_s_own_data() -> None:
    for folder in (data_folder(), state_folder()):
        assert "thinkfamily-tests-" in str(folder)
    assert Path(os.environ["XDG_RUNTIME_DIR"]).stat().st_mode & 0o077 == 0


def test_what_a_test_leaves_behind_fails_that_test_by_name(pytester: pytest.Pytester) -> None:
    shutil.copy(Path(__file__).parent / "conftest.py", pytester.path)
    pytester.makeini(f"[pytest]\nqt_api = pyside6\npythonpath = {ROOT}\n")
    pytester.makepyfile(LEAVES_BEHIND)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines_random(["*left running: thread forgotten.*", "*left running: window QLabel.*"])
