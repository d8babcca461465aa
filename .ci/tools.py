"""Programs and modules of Python, installed for one check."""
import subprocess
import venv


def installed(folder, *packages):
    """A new environment in `folder` that holds the packages; returns its path."""
    venv.create(folder, with_pip=True)
    subprocess.run(
        [folder / "bin/python", "-m", "pip", "install", "--quiet", *packages], check=True
    )
    return folder
