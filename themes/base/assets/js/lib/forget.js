// What the site keeps in this browser, and how to take all of it away.

const PREFIX = "papershelf-";

/**
 * Remove every key of a site, and the settings that all shelves of an origin share.
 * @param {Storage[]} storages
 * @param {string} path of the root of the site
 * @returns {{keys: string[], settings: string[]}} what was removed: keys of this site without its
 *   path ("visits", "papers", "papers:damaged"), and names of settings
 */
export function forgetAll(storages, path) {
  const told = { keys: [], settings: [] };
  for (const storage of storages) {
    for (const key of Object.keys(storage).filter((each) => each.startsWith(PREFIX))) {
      const [name, ...rest] = key.slice(PREFIX.length).split(":");
      const place = rest.join(":");
      // Another shelf of the same origin keeps what is its own.
      const isOwn = place === path || place.startsWith(`${path}:`);
      if (rest.length && !isOwn) continue;
      storage.removeItem(key);
      if (rest.length) told.keys.push(name + place.slice(path.length));
      else told.settings.push(name);
    }
  }
  return told;
}
