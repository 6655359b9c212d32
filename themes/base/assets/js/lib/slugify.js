import { fold } from "./fold.js";

/**
 * Text folded, with a hyphen for each run of other than letters and digits; may be empty.
 * @param {string} text
 * @returns {string}
 */
export function slugify(text) {
  return fold(text).split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).join("-");
}
