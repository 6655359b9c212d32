import { createService } from "./search-service.js";
// All are asked for at once, instead of each when the one that imports it has come.
import "./facets.js";
import "./lib/fold.js";
import "./lib/marks.js";
import "./lib/slugify.js";
import "./lib/stemmer.js";
import "./lib/tokenizer.js";
import "./query.js";
import "./search-files.js";
import "./search-index.js";

const answer = createService();

self.addEventListener("message", async (event) => {
  self.postMessage(await answer(event.data));
});
