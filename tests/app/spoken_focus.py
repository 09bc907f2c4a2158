"""What a screen reader would say has the focus, asked through AT-SPI. Run by the system's own Python, which has it.

It listens, as a screen reader does, and answers each line of JSON on its standard input with another. To `{}`: [role,
name, description, names of what it stands in] of what has the focus, or null; only when what it last heard of has gone
does it search. To a name and what it is to stand in: [role, x, y, width, height] of the first that can be used.
"""

# mypy: ignore-errors
# Run by another Python than ours, whose introspected modules have no types.

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version has to be named first

ROUNDS = 3
"""Answers of the program to wait for: by then it has taken in every key that the screen had, and told us of it."""

heard = []


def hear(event):
    """Keep what said that it has the focus now."""
    if event.detail1:
        heard[:] = [event.source]


def applications():
    """Every program on the bus, with nothing remembered of it."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        if application is not None:
            application.set_cache_mask(Atspi.Cache.NONE)
            yield application


def catch_up():
    """Wait until the programs have handled what was sent to them, and hear what they said meanwhile."""
    for _ in range(ROUNDS):
        for application in applications():
            try:
                application.get_child_count()
            except GLib.Error:
                continue  # it is just ending
    while GLib.MainContext.default().iteration(False):
        pass


def has_focus(accessible):
    """Whether it says so itself, now."""
    states = accessible.get_state_set()
    return states.contains(Atspi.StateType.FOCUSED) and states.contains(Atspi.StateType.FOCUSABLE)


def told(accessible):
    """What a screen reader says of it."""
    around, outer = [], accessible.get_parent()
    while outer is not None and outer.get_role() != Atspi.Role.DESKTOP_FRAME:
        around.append(outer.get_name())
        outer = outer.get_parent()
    names = " > ".join(name for name in reversed(around) if name)
    return [accessible.get_role_name(), accessible.get_name(), accessible.get_description(), names]


def found(accessible):
    """The innermost thing below that has the focus; None when nothing has."""
    inner = None
    try:
        states = accessible.get_state_set()
        if states.contains(Atspi.StateType.SHOWING) or accessible.get_role() == Atspi.Role.APPLICATION:
            for place in range(accessible.get_child_count()):
                child = accessible.get_child_at_index(place)
                if child is not None and not rests(child, states):
                    inner = found(child) or inner
        return inner or (accessible if has_focus(accessible) else None)
    except GLib.Error:
        return inner  # it went away while we looked


def rests(child, table):
    """A table's current cell says it has the focus, also while the table itself has not."""
    return child.get_role() == Atspi.Role.TABLE_CELL and not table.contains(Atspi.StateType.FOCUSED)


def answer():
    """What has the focus, once the programs have caught up."""
    catch_up()
    try:
        if heard and has_focus(heard[0]):
            return told(heard[0])
    except GLib.Error:
        heard.clear()
    for application in applications():
        try:
            inner = found(application)
            if inner is not None:
                return told(inner)
        except GLib.Error:
            continue
    return None


def usable(accessible, named, inside, around=""):
    """The first thing below that is named so and takes a finger or letters, within what is called `inside`."""
    try:
        states = accessible.get_state_set()
        called = accessible.get_name()
        if not states.contains(Atspi.StateType.VISIBLE) and accessible.get_role() != Atspi.Role.APPLICATION:
            return None
        if named(called) and (not inside or inside in around) and takes(states):
            return accessible
        for place in range(accessible.get_child_count()):
            child = accessible.get_child_at_index(place)
            under = None if child is None else usable(child, named, inside, f"{around} > {called}")
            if under is not None:
                return under
    except GLib.Error:
        return None  # it went away while we looked
    return None


def takes(states):
    """Whether it can be used now: what is written beside a field often has the field's name."""
    chosen = states.contains(Atspi.StateType.FOCUSABLE) or states.contains(Atspi.StateType.SELECTABLE)
    return chosen and states.contains(Atspi.StateType.ENABLED)


def box_of(name, inside):
    """Where a finger would find it on the screen: what has just this name, or else a name that begins so."""
    catch_up()
    for named in (name.__eq__, lambda called: called.startswith(name)):
        for application in applications():
            there = usable(application, named, inside)
            if there is not None:
                box = there.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
                return [there.get_role_name(), box.x, box.y, box.width, box.height]
    return None


listener = Atspi.EventListener.new(hear)
listener.register("object:state-changed:focused")
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps(box_of(asked["name"], asked["inside"]) if asked else answer()), flush=True)  # noqa: T201  its only way to answer
