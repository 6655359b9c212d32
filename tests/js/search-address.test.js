import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NOTHING, readSearch, setYears, writeSearch,
} from "../../themes/base/assets/js/search-address.js";

const PAGE = "https://example.org/repo/search/";

test("an address without a search asks for nothing and stays as it is", () => {
  assert.deepEqual(readSearch(PAGE), NOTHING);
  assert.equal(writeSearch(PAGE, NOTHING), PAGE);
  assert.equal(writeSearch(`${PAGE}?q=old&year=2019#main`, NOTHING), `${PAGE}#main`);
});

test("everything of a search stands in its address and comes back", () => {
  const search = {
    text: "C++ “long context” & a/b, 50%",
    sort: "newest",
    filters: { year: [2019, 2023], venue: ["acl", "emnlp"], author: ["josé-é"], has: ["code"] },
  };
  const href = writeSearch(PAGE, search);
  assert.deepEqual(readSearch(href), search);
  assert.match(href, /&sort=newest&year=2019\.\.2023&venue=acl,emnlp&author=/);
});

test("years may be one, open at either end, or the wrong way round", () => {
  const yearOf = (text) => readSearch(`${PAGE}?year=${text}`).filters.year;
  assert.deepEqual(yearOf("2019"), [2019, 2019]);
  assert.deepEqual(yearOf("2019.."), [2019, null]);
  assert.deepEqual(yearOf("..2019"), [null, 2019]);
  assert.deepEqual(yearOf("2023..2019"), [2019, 2023]);
  for (const text of ["", "..", "abc", "20190", "-5", "1e3"]) assert.equal(yearOf(text), undefined);
});

test("each form of the years is written as it was read", () => {
  for (const text of ["2019", "2019..", "..2019", "2019..2023"]) {
    const href = `${PAGE}?year=${text}`;
    assert.equal(writeSearch(href, readSearch(href)), href);
  }
});

test("unknown orders, empty values and repetitions are left out", () => {
  const { sort, filters } = readSearch(`${PAGE}?sort=best&venue=,acl,,acl&topic=&colour=red`);
  assert.equal(sort, "");
  assert.deepEqual(filters, { venue: ["acl"] });
});

test("commas that were encoded on the way separate as well", () => {
  assert.deepEqual(readSearch(`${PAGE}?venue=acl%2Cemnlp`).filters.venue, ["acl", "emnlp"]);
});

test("what else stands in the address stays there", () => {
  const href = writeSearch(`${PAGE}?from=mail&q=old`, { ...NOTHING, text: "new" });
  assert.equal(href, `${PAGE}?from=mail&q=new`);
});

test("a broken address is read as far as it goes", () => {
  assert.equal(readSearch(`${PAGE}?q=%E0%A4%A&venue=%`).text.length > 0, true);
});

test("years that are emptied are no filter", () => {
  const filters = { year: [2019, null], venue: ["acl"] };
  setYears(filters, "", "");
  assert.deepEqual(filters, { venue: ["acl"] });
});

test("what makes a list is no choice in its address", () => {
  const within = { topic: ["vision"], year: [2019, 2019] };
  const read = (query) => readSearch(`${PAGE}?${query}`, within).filters;
  assert.deepEqual(read("topic=vision"), {});
  assert.deepEqual(read("topic=vision,speech&venue=acl"), { topic: ["speech"], venue: ["acl"] });
});

test("a search for nothing leaves nothing of another in an address", () => {
  assert.equal(writeSearch(`${PAGE}?q=a&sort=added&venue=acl&year=2019`, NOTHING), PAGE);
  assert.equal(readSearch(`${PAGE}?sort=added`).sort, "added");
});
