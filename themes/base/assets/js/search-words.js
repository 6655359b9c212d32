// What the search says: sentences of the page's template, as lists of texts and elements.

/** A function from a sentence's name and its blanks to its parts; `count` picks the plural. */
export function speaker(sentences, language) {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (name, blanks = {}) => {
    const sentence = [name, `${name}-${plurals.select(blanks.count)}`, `${name}-other`]
      .map((form) => sentences.get(form))
      .find((text) => text !== undefined) ?? "";
    return sentence.split(/\{(\w+)\}/).flatMap((part, at) => {
      const value = at % 2 ? blanks[part] ?? "" : part;
      return typeof value === "number" ? numbers.format(value) : value;
    }).filter((part) => part !== "");
  };
}

/** The speaker of a section. */
export function speakerOf(section) {
  const { children } = section.querySelector("template[data-search-words]").content;
  const sentences = new Map(Array.from(children, (each) => [each.dataset.word, each.textContent]));
  return speaker(sentences, document.documentElement.lang || "en");
}

/** A text, cut where it is too long to be repeated. */
export function shortened(text) {
  const characters = [...text.trim()];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : characters.join("");
}

/** The names that readers know fields by. */
export function namesOf(fields, say) {
  return fields.map((field) => say(`field-${field}`).join("") || field).join(", ");
}

/** How a query was read and what came of it; `strong` makes of a text what stands out. */
export function sentencesAbout({ documents, reading, notes, replaced, missing }, say, strong) {
  const listed = (lists, separator) => {
    return lists.flatMap((parts, at) => (at ? [separator, ...parts] : parts));
  };
  const pieces = (kind) => {
    const groups = new Map();
    for (const piece of reading.filter((each) => kindOf(each) === kind)) {
      const { text, fields, group } = piece;
      const bare = shortened(text.replace(fields.length ? /^[+-]?[^:"]*:/ : /^[+-]/, ""));
      const members = groups.get(group) ?? groups.set(group, new Map()).get(group);
      const name = strong(bare);
      members.set(bare, fields.length ? say("in", { name, fields: namesOf(fields, say) }) : [name]);
    }
    const either = say("or").join("");
    return listed([...groups.values()].map((each) => listed([...each.values()], either)), ", ");
  };
  const [plain, ...parts] = ["for", "with", "also", "without", "only"].map((kind) => {
    const words = pieces(kind);
    return words.length ? say(`about-${kind}`, { words }) : [];
  });
  const searched = [...say("about", { count: documents }), ...plain];
  const quoted = (words) => words.slice(0, 5).map((word) => `“${shortened(word)}”`).join(", ");
  return [
    listed([searched, ...parts.filter(({ length }) => length)], " · "),
    ...replaced.map(({ word, by }) => say("replaced", { word: quoted([word]), by: quoted(by) })),
    missing.length ? say("missing", { words: quoted(missing) }) : [],
    ...notes.map(({ kind, name, text = name ?? "", valid = [] }) => {
      return say(`note-${kind}`, { text: quoted([text]), valid: valid.join(", ") });
    }),
  ].filter(({ length }) => length);
}

function kindOf({ kind, presence }) {
  if (presence === "-") return "without";
  if (kind === "filter") return "only";
  if (kind === "synonym") return "also";
  return presence ? "with" : "for";
}
