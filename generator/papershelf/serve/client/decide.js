// What a page does about a state of the preview: values in, values out.

/**
 * What the page has to do about a new state.
 * @param {number|null} rebuilt the rebuild that was heard of last, maybe by the page before this
 *   one; null for none
 * @param {object} state
 * @param {{site: string|null, path: string, isFront: boolean, search: string,
 *   isSearching: boolean}} page `site`: the one that the page is known to agree with, null before
 *   the first check; `search`: the files that its search has, where there is one open
 * @returns {{goTo: string, reloads: boolean, checks: boolean}} an address to go to, or whether to
 *   load the page again, or whether to ask if it has changed
 */
export function decide(rebuilt, state, { site, path, isFront, search, isSearching }) {
  // What was edited before the page came is no news.
  const isEdited = rebuilt !== null && state.edited !== "" && state.rebuilt !== rebuilt;
  if (state.follow && isFront && isEdited && state.edited !== path) {
    return { goTo: state.edited, reloads: false, checks: false };
  }
  // What is found of earlier content on the way there is soon replaced.
  const reloads = isSearching && !state.catching_up && state.search !== search;
  return { goTo: "", reloads, checks: !reloads && state.site !== "" && state.site !== site };
}

/**
 * Whether a page that was asked for is another one than the page that asks.
 * @param {string} own the digest of the page that asks
 * @param {string} found the digest of the page that is served
 * @param {{site: string|null, reloadedFor: string|null}} page `site` as above; `reloadedFor`: the
 *   digest that the page was loaded again for, null for one that was not
 */
export function isAnother(own, found, { site, reloadedFor }) {
  // A server whose answers never agree must not keep the page loading for ever.
  return own !== found && !(site === null && found === reloadedFor);
}

/** What tells the problems of one rebuild from those of another. */
export function signatureOf({ failure, rebuilt, problems }) {
  const places = problems.map(({ path, line, column, message }) => [path, line, column, message]);
  return JSON.stringify([failure, rebuilt, places]);
}

/**
 * Whether the problems are shown.
 * @param {object} state
 * @param {{dismissed: string|null, isAsked: boolean}} reader the signature of the problems that
 *   the reader has seen and put away, and whether the reader asks to see them
 */
export function showsProblems(state, { dismissed, isAsked }) {
  if (!countProblems(state)) return false;
  return isAsked || (state.failed && signatureOf(state) !== dismissed);
}

/** How many problems there are, also those that are not told one by one. */
export function countProblems({ failure, problems, more }) {
  return problems.length + more + (failure ? 1 : 0);
}
