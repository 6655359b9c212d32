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

/**
 * The speaker of a template that holds sentences.
 * @param {HTMLTemplateElement} template in the language whose plurals and numbers they have
 */
export function speakerOf({ content: { children }, lang }) {
  return speaker(new Map(Array.from(children, (each) => [each.dataset.word, each.textContent])), lang);
}

/** A text, cut where it is too long to be repeated. */
export function shortened(text) {
  const characters = [...text.trim()];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : characters.join("");
}

/** The names that readers know fields by. */
export function namesOf(fields, say) {
  return listed(fields.map((field) => [say(`field_${field}`).join("") || field]), say).join("");
}

/** How a query was read and what came of it; `strong` makes of a text what stands out. */
export function sentencesAbout({ documents, reading, notes, replaced, missing }, say, strong) {
  const pieces = (kind) => {
    const groups = new Map();
    for (const piece of reading.filter((each) => kindOf(each) === kind)) {
      const { text, fields, group } = piece;
      const bare = shortened(text.replace(fields.length ? /^[+-]?[^:"]*:/ : /^[+-]/, ""));
      const members = groups.get(group) ?? groups.set(group, new Map()).get(group);
      const name = strong(bare);
      members.set(bare, fields.length ? say("in", { name, fields: namesOf(fields, say) }) : [name]);
    }
    const either = (left, right) => say("either", { left, right });
    return listed([...groups.values()].map((each) => [...each.values()].reduce(either)), say);
  };
  const words = pieces("for");
  const parts = ["with", "also", "without", "only"].map((kind) => [kind, pieces(kind)])
    .filter(([, { length }]) => length);
  const quoted = (texts) => {
    return listed(texts.slice(0, 5).map((text) => say("quoted", { text: shortened(text) })), say);
  };
  return [
    [
      ...say(words.length ? "about_for" : "about", { count: documents, words }),
      ...parts.flatMap(([kind, those]) => [" · ", ...say(`about_${kind}`, { words: those })]),
    ],
    ...replaced.map(({ word, by }) => say("replaced", { word: quoted([word]), by: quoted(by) })),
    missing.length ? say("missing", { words: quoted(missing) }) : [],
    ...notes.map(({ kind, name, text = name ?? "", valid = [] }) => {
      const known = listed(valid.map((each) => [each]), say);
      return say(`note_${kind.replaceAll("-", "_")}`, { text: quoted([text]), valid: known });
    }),
  ].filter(({ length }) => length);
}

/** Parts one after the other, with the comma of the language between them. */
function listed(lists, say) {
  return lists.flatMap((parts, at) => (at ? [...say("comma"), ...parts] : parts));
}

function kindOf({ kind, presence }) {
  if (presence === "-") return "without";
  if (kind === "filter") return "only";
  if (kind === "synonym") return "also";
  return presence ? "with" : "for";
}
