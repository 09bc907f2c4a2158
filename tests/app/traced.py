"""What a program asked of the system, as strace wrote it down: which sockets, connected to what, and what it wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "socket,socketpair,connect,bind,sendto,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,"
    "link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,truncate,mknod,mknodat"
)
BUSES = re.compile(
    r"""
      @?/tmp/\.X11-unix/X\d+                # the display
    | @?/tmp/dbus-\w+ | /run/user/\d+/bus | /(?:var/)?run/dbus/system_bus_socket
    | .*/at-spi/bus(?:_\d+)?                # the accessibility bus
    """,
    re.VERBOSE,
)
NOWHERE = ("/dev/null", "/dev/tty", "/proc/self/")
_MADE = re.compile(r"(?:mkdir|mkdirat|mknod|mknodat|creat|truncate|unlink|unlinkat|rmdir)\(.*?\"(?P<path>[^\"]*)\"")
_MOVED = re.compile(r"(?:rename|renameat|renameat2|link|linkat|symlink|symlinkat)\(.*\"(?P<path>[^\"]*)\"")
_OPENED = re.compile(r"open(?:at)?\((?:[^\"]*)\"(?P<path>[^\"]*)\", (?P<how>[A-Z_|]+)")
_SOCKET = re.compile(r"socket(?:pair)?\((?P<family>[A-Z0-9_]+)")
_CONNECTED = re.compile(
    r"(?:connect|bind|sendto)\(.*sa_family=(?P<family>\w+)(?:, sun_path=(?P<at>@?)\"(?P<path>[^\"]*)\")?"
)


def before(log: Path) -> tuple[str, ...]:
    """What to put before a command so that it and all that it starts are written down."""
    return ("strace", "-f", "-qq", "-y", "-s", "400", "-e", f"trace={CALLS}", "-o", str(log))


@dataclass(frozen=True)
class Trace:
    """Everything that was asked, failed attempts included where they tell of an intent."""

    lines: tuple[str, ...]

    @classmethod
    def read(cls, log: Path) -> "Trace":
        """What strace has written."""
        return cls(tuple(log.read_text(encoding="utf-8", errors="replace").splitlines()))

    def connections(self) -> list[str]:
        """Every socket that is no local one, and every local one that leads elsewhere than to screen and buses."""
        return [line for line in self.lines if self._is_foreign(line)]

    def _is_foreign(self, line: str) -> bool:
        socket, to = _SOCKET.search(line), _CONNECTED.search(line)
        if socket:
            return socket["family"] not in {"AF_UNIX", "AF_LOCAL"}
        return to is not None and not self._is_local(to)

    @staticmethod
    def _is_local(to: "re.Match[str]") -> bool:
        return to["family"] == "AF_UNIX" and bool(BUSES.fullmatch((to["at"] or "") + (to["path"] or "")))

    def written(self, allowed: Iterable[Path]) -> list[str]:
        """Every file or folder made, changed, moved or removed outside these, as it was asked for.

        Inside is what is below one, and beside it what has its name and more: a lock, a file not yet in its place.
        """
        places = [str(place) for place in allowed]
        found = []
        for line in self.lines:
            path = _changed(line)
            if path is None or " = -1 " in line or path.startswith(NOWHERE):
                continue
            if not any(path == place or path.startswith((f"{place}/", f"{place}.")) for place in places):
                found.append(line)
        return found


def _changed(line: str) -> str | None:
    """The path that a line of strace changes, with the folder that -y gives for a path that is not a full one."""
    opened = _OPENED.search(line)
    if opened and ("O_TMPFILE" in opened["how"] or not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", opened["how"])):
        return None  # read only, or nameless: that counts when it is linked to a name
    change = opened or _MADE.search(line) or _MOVED.search(line)
    if change is None:
        return None
    path = change["path"]
    below = re.search(r"\((?:AT_FDCWD|\d+)<([^>]*)>", line)
    return path if path.startswith("/") or below is None else f"{below[1]}/{path}"
