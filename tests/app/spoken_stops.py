"""Everything on the accessibility bus that can take the focus, asked through AT-SPI. Run by the system's own Python.

It answers each line on its standard input with one line of JSON: the stops that show, each as [role, name,
description], and what was announced since the last question, each as [words].
"""

# mypy: ignore-errors
# Run by another Python than ours, whose introspected modules have no types.

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version has to be named first

heard = []


def hear(event):
    """Keep what was announced."""
    heard.append(str(event.any_data))


def applications():
    """Every program on the bus, with nothing remembered of it."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        if application is not None:
            application.set_cache_mask(Atspi.Cache.NONE)
            yield application


def stops(accessible, found):
    """What shows below, and can take the focus."""
    try:
        states = accessible.get_state_set()
        if accessible.get_role() != Atspi.Role.APPLICATION and not states.contains(Atspi.StateType.SHOWING):
            return found
        if states.contains(Atspi.StateType.FOCUSABLE) and states.contains(Atspi.StateType.ENABLED):
            found.append([accessible.get_role_name(), accessible.get_name(), accessible.get_description()])
        for place in range(accessible.get_child_count()):
            child = accessible.get_child_at_index(place)
            if child is not None:
                stops(child, found)
    except GLib.Error:
        return found  # it went away while we looked
    return found


listener = Atspi.EventListener.new(hear)
listener.register("object:announcement")
for _ in sys.stdin:
    shown = []
    for program in applications():
        stops(program, shown)
    while GLib.MainContext.default().iteration(False):
        pass
    said, heard[:] = list(heard), []
    print(json.dumps([shown, said]), flush=True)  # noqa: T201  its only way to answer
