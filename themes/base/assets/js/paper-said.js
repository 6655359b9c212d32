/** Say in a live region how something went, in the words that the region holds. */
export function say(region, how) {
  // A region that already says so would not be read again.
  region.textContent = "";
  setTimeout(() => {
    region.textContent = region.dataset[how];
  });
}
