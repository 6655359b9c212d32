"""The pictures that social media show: what they say, how they look, and when they are drawn."""
