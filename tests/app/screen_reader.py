"""Answers one question after another about the screen through AT-SPI. Run by the system's own Python, which has it.

A line of JSON on standard input is a question, a line on standard output its answer. `hear` waits until what has the
focus is called so. `fields` waits until text fields of these names are there and gives the first the focus. Both give
up after a while and answer null: a window can miss the keyboard that it was given. Anything
else watches: for as long as the program lives it says what stands in the fields, and whether the window says that all
is saved. The fields are read first and the window's word after them, so it speaks of nothing less than what was read.
"""

# mypy: ignore-errors
# Run by another Python than ours, whose introspected modules have no types.

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version has to be named first

EDITABLE, FOCUSABLE, FOCUSED, SHOWING = (
    getattr(Atspi.StateType, name) for name in ("EDITABLE", "FOCUSABLE", "FOCUSED", "SHOWING")
)


PATIENCE_SECONDS = 4.0


def patiently():
    """One try after another, as long as patience lasts."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        yield
        time.sleep(0.05)


def everything(accessible):
    """What is showing below this, itself first."""
    try:
        yield accessible, accessible.get_state_set()
        for place in range(accessible.get_child_count()):
            child = accessible.get_child_at_index(place)
            if child is not None and child.get_state_set().contains(SHOWING):
                yield from everything(child)
    except GLib.Error:
        return  # it went away while we looked


def on_screen():
    """What is showing of every program."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(place)
        if program is not None:
            program.set_cache_mask(Atspi.Cache.NONE)
            yield from everything(program)


def hear(name):
    """Wait until something called so has the focus."""
    for _ in patiently():
        for accessible, states in on_screen():
            if states.contains(FOCUSED) and states.contains(FOCUSABLE) and accessible.get_name().startswith(name):
                return True
    return None


def fields(names, says):
    """The text fields of these names and the label that begins like this; None when they do not come."""
    for _ in patiently():
        found, label = {}, None
        for accessible, states in on_screen():
            name = accessible.get_name()
            if name in names and states.contains(EDITABLE):
                found[name] = accessible
            elif name.startswith(says) and accessible.get_role() == Atspi.Role.LABEL:
                label = accessible
        if len(found) == len(names) and label is not None:
            return found, label
    return None


def give_focus(accessible):
    """Put the keyboard there, and wait until it is."""
    accessible.get_component_iface().grab_focus()
    for _ in patiently():
        if accessible.get_state_set().contains(FOCUSED):
            return True
    return None


def watch(found, label, says):
    """Say what stands in the fields whenever it changes, and whether the window says that it is saved."""
    told = None
    try:
        while True:
            texts = {name: accessible.get_text(0, -1) for name, accessible in found.items()}
            now = [label.get_name().startswith(says), texts]
            if now != told:
                answer(now)
                told = now
            time.sleep(0.01)  # the program has other things to do
    except GLib.Error:
        return  # the program has ended


def answer(what):
    """One line, at once."""
    print(json.dumps(what), flush=True)  # noqa: T201  its only way to answer


place, words, saved = {}, None, ""
for line in sys.stdin:
    question = json.loads(line)
    if "hear" in question:
        answer(hear(question["hear"]))
    elif "fields" in question:
        saved = question["says"]
        seen = fields(question["fields"], saved)
        if seen is not None:
            place, words = seen
        answer(seen and give_focus(place[question["fields"][0]]))
    else:
        watch(place, words, saved)
        break
