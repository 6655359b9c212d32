"""Pictures that social media show with a link: what can be drawn, and drawing it.

Nothing here imports Pillow but `card` and what it draws with: most builds draw nothing.
"""

CARD_SIZE = (1200, 630)
"""Pixels: the width and height that social media ask for."""
