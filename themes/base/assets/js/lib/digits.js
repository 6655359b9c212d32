// Whole numbers as short texts, as papershelf/digits.py writes them.

/** The number that each ASCII character stands for. */
export const VALUES = new Uint8Array(128);
for (let code = 33, value = 0; code < 127; code++) {
  if (code !== 34 && code !== 92) VALUES[code] = value++;
}

/** Gives the numbers of a text one by one, then NaN. */
export const reader = (text, at = 0) => () => {
  let number = 0;
  let digit;
  for (let scale = 1; ; scale *= 17) {
    digit = VALUES[text.charCodeAt(at++)];
    number += digit * scale;
    if (!(digit >= 75)) return number;
  }
};

/** The number of either sign that one >= 0 stands for. */
export const signed = (number) => (number & 1 ? -(number + 1) : number) / 2;
