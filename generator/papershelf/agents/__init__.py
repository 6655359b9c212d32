"""What a site has for programs that read it for people: robots.txt, llms.txt, Markdown pages."""

from papershelf.agents.guide import GUIDE_FILE, guide
from papershelf.agents.paper_texts import PaperTexts
from papershelf.agents.robots import ROBOTS_FILE, robots

__all__ = ["GUIDE_FILE", "ROBOTS_FILE", "PaperTexts", "guide", "robots"]
