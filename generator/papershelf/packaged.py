"""What comes with Papershelf beside its code."""

from pathlib import Path


def packaged_themes() -> Path:
    """The folder of the themes that come with Papershelf: in the package, or of the checkout."""
    inside = Path(__file__).parent / "themes"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "themes"
