"""What a screen reader would say has the focus, asked through AT-SPI. Run by the system's own Python, which has it.

Prints one line of JSON: [role, name, description, names of what it stands in], or null. A process for each question:
the library remembers what it has seen and hears of changes only in a main loop of its own.
"""

# mypy: ignore-errors
# Run by another Python than ours, whose introspected modules have no types.

import json

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version has to be named first


def focused(accessible, found, around=()):
    """The innermost thing below that says it has the focus and can take it."""
    try:
        states = accessible.get_state_set()
        if states.contains(Atspi.StateType.FOCUSED) and states.contains(Atspi.StateType.FOCUSABLE):
            found = [
                accessible.get_role_name(),
                accessible.get_name(),
                accessible.get_description(),
                " > ".join(around),
            ]
        name = accessible.get_name()
        inside = (*around, name) if name else around
        if states.contains(Atspi.StateType.SHOWING) or accessible.get_role() == Atspi.Role.APPLICATION:
            for place in range(accessible.get_child_count()):
                child = accessible.get_child_at_index(place)
                if child is not None and not rests(child, states):
                    found = focused(child, found, inside)
    except GLib.Error:
        return found  # it went away while we looked
    return found


def rests(child, table):
    """A table's current cell says it has the focus, also while the table itself has not."""
    return child.get_role() == Atspi.Role.TABLE_CELL and not table.contains(Atspi.StateType.FOCUSED)


desktop, answer = Atspi.get_desktop(0), None
for place in range(desktop.get_child_count()):
    application = desktop.get_child_at_index(place)
    if application is not None:
        answer = focused(application, answer)
print(json.dumps(answer))  # noqa: T201  its only way to answer
