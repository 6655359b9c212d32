// What the preview says: sentences of its template.

/** A function from a sentence's name and its blanks to its text; `count` picks the plural. */
export function speaker(sentences, language = "en") {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (name, blanks = {}) => {
    const forms = [name, `${name}-${plurals.select(blanks.count)}`, `${name}-other`];
    const sentence = forms.map((form) => sentences.get(form)).find((text) => text !== undefined);
    return (sentence ?? "").replace(/\{(\w+)\}/g, (_, blank) => {
      const value = blanks[blank] ?? "";
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
}

/** The speaker of what `[data-word]` elements in a part of a page say. */
export function speakerOf(part) {
  const elements = [...part.querySelectorAll("[data-word]")];
  return speaker(new Map(elements.map((each) => [each.dataset.word, each.textContent])));
}
