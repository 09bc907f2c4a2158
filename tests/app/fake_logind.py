"""A logind of a test's own, on a private bus: gives out delay inhibitors and says when one is let go of.

Run by the system's own Python. Reads "sleep" and "wake" from standard input and says so on the bus, as logind does.
"""

# mypy: ignore-errors
# Run by another Python than ours, whose introspected modules have no types.

import os
import sys

from gi.repository import Gio, GLib

PATH, MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
INHIBIT = (
    f"<node><interface name='{MANAGER}'><method name='Inhibit'>"
    + "<arg type='s' direction='in'/>" * 4
    + "<arg type='h' direction='out'/></method></interface></node>"
)


def say(*words):
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def inhibit(_bus, _sender, _path, _interface, _method, arguments, asked):
    """Hand out one end of a pipe; when nobody holds it any more, it was let go of."""
    ours, theirs = os.pipe()
    held = Gio.UnixFDList()
    place = held.append(theirs)
    os.close(theirs)
    GLib.io_add_watch(ours, GLib.IO_HUP, let_go)
    what, _, _, mode = arguments.unpack()
    say("held", what, mode)
    asked.return_value_with_unix_fd_list(GLib.Variant("(h)", (place,)), held)


def let_go(*_):
    say("let go")
    return False


def told(*_):
    word = sys.stdin.readline().strip()
    if not word:
        loop.quit()
        return False
    bus.emit_signal(None, PATH, MANAGER, "PrepareForSleep", GLib.Variant("(b)", (word == "sleep",)))
    return True


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INHIBIT).interfaces[0], inhibit, None, None)
Gio.bus_own_name_on_connection(bus, "org.freedesktop.login1", 0, None, None)
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, told)
loop = GLib.MainLoop()
say("ready")
loop.run()
