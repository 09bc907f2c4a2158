"""What the Windows programs say of themselves, and the icon they carry: made from the drawing in resources/."""

import icon
import pytest
import windows_resource
from PIL import Image, ImageChops, ImageStat
from PIL.IcoImagePlugin import IcoImageFile

from thinkfamily_desktop import __version__

LITTLE = 2.0  # of 255: what two versions of Qt may draw otherwise at an edge


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, of 255."""
    told = ImageStat.Stat(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")))
    return max(told.mean)


@pytest.mark.parametrize("size", icon.SIZES)
def test_the_icon_is_of_the_drawing_in_every_size(size: int) -> None:
    drawn = icon.drawn(size)
    with IcoImageFile(icon.ICON) as file:
        assert file.info["sizes"] == {(each, each) for each in icon.SIZES}
        kept = file.ico.getimage((size, size))
        assert difference(kept, drawn) < LITTLE, "run installer/icon.py"
        assert difference(kept, drawn.rotate(90)) > LITTLE


def test_every_line_that_windows_shows_of_a_program_is_there() -> None:
    said = windows_resource.said("thinkfamily", "commands", "1.2.3")
    assert all(said.values())
    assert (said["FileVersion"], said["ProductVersion"]) == ("1.2.3", "1.2.3")
    assert said["OriginalFilename"] == "thinkfamily.exe"


def test_a_version_has_the_numbers_that_windows_compares() -> None:
    assert windows_resource.four_numbers("1.20.3") == (1, 20, 3, 0)
    assert windows_resource.four_numbers(__version__) > (0, 0, 0, 0)
    with pytest.raises(ValueError, match="invalid literal"):
        windows_resource.four_numbers("1.2.3b1")
