// The line of a file around the place of a problem.

const BEFORE = 60;
const WHOLE = 160;
// Would move what stands around them, or not be seen: controls, and marks of direction.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A line as what is before a column, the character there, and what is after it; cut where it is
 * long. Columns count characters from 1, 0 is none.
 * @returns {{before: string, at: string, after: string}} `at` is empty without a column
 */
export function partsOf(line, column) {
  const characters = [...line];
  const place = Math.min(column - 1, characters.length);
  const start = Math.max(0, place - BEFORE);
  const end = Math.min(characters.length, start + WHOLE);
  const text = (from, to) => visible(characters.slice(from, to).join(""));
  const rest = end < characters.length ? "…" : "";
  if (column < 1) return { before: text(0, end) + rest, at: "", after: "" };
  return {
    before: (start ? "…" : "") + text(start, place),
    // Past the end there is only a blank to point at.
    at: text(place, place + 1) || " ",
    after: text(place + 1, end) + rest,
  };
}

/** A text in which all can be seen, and nothing turns the direction of what follows. */
export function visible(text) {
  return text.replaceAll("\t", " ").replace(UNSEEN, (character) => {
    const code = character.codePointAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
  });
}

const REFUSED = ["javascript:", "data:", "vbscript:", "blob:"];

/** Whether an address may be followed: one that opens a program, never one that is a program. */
export function isFollowable(address) {
  try {
    return !REFUSED.includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
