// Runs Lighthouse on the address that the JSON on standard input has ({ chrome, address }), and
// answers with what the tests ask of its report.

import { text } from "node:stream/consumers";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { chrome, address } = JSON.parse(await text(process.stdin));
const browser = await launch({
  chromePath: chrome,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});

const shown = (details) => (details?.items ?? []).map((item) => item.url ?? item.node?.selector ?? item.selector ?? item.source ?? "");

function digest({ lhr }) {
  const { audits, categories } = lhr;
  const failing = Object.values(categories).map(({ id, score, auditRefs }) => [id, {
    score,
    failing: auditRefs
      .filter((ref) => ref.weight > 0 && ![null, 1].includes(audits[ref.id].score))
      .map((ref) => `${ref.id}: ${shown(audits[ref.id].details).slice(0, 5).join(", ")}`),
  }]);
  const value = (id) => audits[id]?.numericValue ?? null;
  return {
    categories: Object.fromEntries(failing),
    lcp: value("largest-contentful-paint"),
    tbt: value("total-blocking-time"),
    cls: value("cumulative-layout-shift"),
    blocking: shown((audits["render-blocking-insight"] ?? audits["render-blocking-resources"])?.details),
    problems: lhr.runWarnings,
  };
}

const result = await lighthouse(address, { port: browser.port, logLevel: "error" });
await browser.kill();
console.log(JSON.stringify(digest(result)));
