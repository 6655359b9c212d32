// A reader who goes on by keyboard while the page still grows does not lose the place.

/** Change the page, and bring what has the focus back if that moves it out of view. */
export function keepingFocusInView(change) {
  const { activeElement: focused, body } = document;
  const { top, bottom } = focused?.getBoundingClientRect() ?? {};
  const isInView = focused !== body && bottom > 0 && top < innerHeight;
  change();
  if (isInView) focused.scrollIntoView({ block: "nearest" });
}
