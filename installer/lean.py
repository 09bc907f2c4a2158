"""What a frozen program leaves out, and what falls away with it. The spec asks; the tests look at the folder."""

import re
from collections.abc import Callable, Iterable, Sequence

Part = tuple[str, str, str]  # name in the frozen folder, file it comes from, kind: as PyInstaller lists them

MODULES_LEFT_OUT = (
    *("PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtSql"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtDesigner"),
    *("ssl", "_ssl", "asyncio", "_asyncio", "http", "urllib.request", "xmlrpc", "webbrowser", "socketserver"),
    *("ftplib", "imaplib", "nntplib", "poplib", "smtplib", "telnetlib"),  # nothing here may open a connection
    *("_hashlib", "_bz2", "_lzma", "_uuid", "sqlite3", "_sqlite3"),  # each would bring a system library to keep mended
    *("tkinter", "_tkinter", "unittest", "doctest", "pydoc", "test", "lib2to3", "idlelib", "turtle", "distutils"),
    *("setuptools", "pkg_resources", "pip", "numpy", "matplotlib", "IPython"),
    *("hypothesis", "pytest", "mypy", "lxml.html", "lxml.isoschematron", "lxml.objectify"),
    *(f"PIL.{name}" for name in ("ImageTk", "_avif", "_imagingcms", "_imagingmorph", "_imagingtk", "_webp")),
)

_LEFT_OUT = re.compile(
    r"""
      (?:^|[/\\])(?:lib)?Qt6?(?:Quick|Qml|VirtualKeyboard|Pdf|Network|OpenGL|Sql|Designer|Labs|EglF[sS]|Wayland|Wl)\w*\.
    | plugins[/\\](?:networkinformation|tls|egldeviceintegrations|wayland|sqldrivers|generic|qmltooling)
    | plugins[/\\]platforminputcontexts[/\\]\w*virtualkeyboard
    | plugins[/\\]platformthemes[/\\]\w*gtk3
    | plugins[/\\]platforms[/\\](?:lib)?q(?:eglfs|linuxfb|minimalegl|minimal|vkkhrdisplay|vnc|direct2d|wayland)
    | plugins[/\\]imageformats[/\\](?:lib)?q(?:pdf|tiff|webp|tga|wbmp|icns)
    | ^libstdc\+\+\.|^libgcc_s\.  # the system's own, which its graphics drivers need too
    | opengl32sw\.dll
    | translations[/\\](?!qt(?:base)?_(?:en|cy)\.)
    | \.dist-info[/\\](?:direct_url\.json|RECORD|INSTALLER|REQUESTED)$
    """,
    re.VERBOSE,
)


def kept(parts: Iterable[Part]) -> list[Part]:
    """The parts that this program uses."""
    return [part for part in parts if not _LEFT_OUT.search(part[0])]


def reachable(parts: Sequence[Part], imports: Callable[[str], Iterable[str]]) -> list[Part]:
    """Of libraries, those that something kept needs: a plugin that goes takes its own libraries with it.

    What Qt needs of a desktop (X11, GLib, fonts, D-Bus) is left to the system, which also mends it; what Python needs
    comes along. `imports` gives the names of the libraries that a file is linked to.
    """
    by_name = {_file_name(part[0]): part for part in parts if part[2] != "SYMLINK"}
    waiting = [part for part in parts if _is_wanted_for_itself(part)]
    reached: set[str] = set()
    while waiting:
        part = waiting.pop()
        if part[0] in reached:
            continue
        reached.add(part[0])
        needed = [by_name[name] for name in map(_file_name, imports(part[1])) if name in by_name]
        waiting += [other for other in needed if _is_of_qt(other) or not _is_of_qt(part)]
    names = {_file_name(name) for name in reached}
    return [part for part in parts if part[0] in reached or (part[2] == "SYMLINK" and _file_name(part[0]) in names)]


def _is_wanted_for_itself(part: Part) -> bool:
    """An extension module, a plugin, or Python itself. Libraries are there only because something is linked to them."""
    name, _, kind = part
    folder = name.rpartition("/")[0]
    is_library = not folder or folder.endswith((".libs", "/Qt/lib"))
    return kind == "EXTENSION" or (kind != "SYMLINK" and (not is_library or _file_name(name).startswith("libpython")))


def _is_of_qt(part: Part) -> bool:
    return part[0].startswith(("PySide6/", "shiboken6/"))


def _file_name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]
