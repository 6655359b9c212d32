import assert from "node:assert/strict";
import { test } from "node:test";

import { World, buildOf } from "./worker-world.js";

const PAGES = ["index.html", "offline/index.html", "display/index.html"];
const PAPERS = ["one", "two", "three", "four", "five"];

/** A build whose texts all say which it is; what has no number here is the same in all builds. */
function site(number, { without = [], same = [] } = {}) {
  const assets = `assets/a${number}/main.js`;
  const search = `search/s${number}/`;
  const texts = {
    ...Object.fromEntries([...PAGES, ...PAPERS.map((paper) => `papers/${paper}/index.html`)]
      .map((path) => [path, `<title>${path}</title> build ${number}`])),
    [assets]: `assets build ${number}`,
    "search/manifest.json": `manifest build ${number}`,
    [`${search}terms-0.json`]: `terms build ${number}`,
    [`${search}terms-1.json`]: `more terms build ${number}`,
    "admin/index.html": `admin build ${number}`,
  };
  for (const path of same) texts[path] = `<title>${path}</title> always the same`;
  for (const path of without) delete texts[path];
  return buildOf(texts, [...PAGES, assets, "search/manifest.json"], search);
}

const numberIn = (text) => /build (\d+)/.exec(text ?? "")?.[1];

async function worldWith(build) {
  const world = new World();
  world.site = build;
  await world.install();
  return world;
}

test("a page that was read is there without a network, with what every page needs", async () => {
  const world = await worldWith(site(1));
  const { client } = await world.visit("papers/one/");
  await world.load(client, "search/s1/terms-0.json");
  world.site = null;
  const page = await world.visit("papers/one/?hl=words");
  assert.equal(numberIn(page.text), "1");
  assert.equal(await world.load(page.client, "assets/a1/main.js", "script"), "assets build 1");
  assert.equal(await world.load(page.client, "search/manifest.json"), "manifest build 1");
  assert.equal(await world.load(page.client, "search/s1/terms-0.json"), "terms build 1");
  assert.equal(await world.load(page.client, "search/s1/terms-1.json"), undefined);
});

test("a page that nobody read leads to the page of what is kept", async () => {
  const world = await worldWith(site(1));
  world.site = null;
  assert.equal((await world.visit("papers/two/")).path, "offline/");
});

test("without a network an open page never gets a file of another build", async () => {
  const world = await worldWith(site(1));
  const old = await world.visit("papers/one/");
  world.site = site(2);
  const { client } = await world.visit("papers/one/");
  world.site = null;
  assert.equal(numberIn(await world.load(old.client, "display/")), "1");
  assert.equal(numberIn(await world.load(client, "display/")), "2");
  world.start();
  assert.equal(numberIn(await world.load(old.client, "display/")), "1");
  assert.equal(numberIn(await world.load(client, "display/")), "2");
});

test("an old page gets its scripts when they are gone from the site", async () => {
  const world = await worldWith(site(1));
  const { client } = await world.visit("papers/one/");
  world.site = site(2);
  assert.equal(await world.load(client, "assets/a1/main.js", "script"), "assets build 1");
});

test("what was kept follows to a new build, in its version, and the old one goes", async () => {
  const world = await worldWith(site(1));
  const first = await world.visit("papers/one/");
  const { client } = await world.visit("papers/two/");
  await world.load(client, "search/s1/terms-0.json");
  world.close(first.client);
  world.close(client);
  const build = site(2, { without: ["papers/two/index.html"] });
  world.site = build;
  await world.visit("");
  const kept = world.kept();
  assert.deepEqual(Object.keys(kept), [build.id]);
  assert.ok(Object.values(kept[build.id]).every((text) => numberIn(text) === "2"));
  assert.ok("papers/one/" in kept[build.id] && "search/s2/terms-0.json" in kept[build.id]);
  assert.ok(!("papers/two/" in kept[build.id]));
});

test("what is the same in a new build is not fetched again", async () => {
  const same = ["papers/one/index.html"];
  const world = await worldWith(site(1, { same }));
  await world.visit("papers/one/");
  world.site = site(2, { same });
  world.asked.length = 0;
  await world.visit("papers/two/");
  assert.ok(!world.asked.includes("papers/one/"));
  world.site = null;
  assert.match((await world.visit("papers/one/")).text, /always the same/);
});

test("a new build that does not come as a whole leaves the old one in its place", async () => {
  const world = await worldWith(site(1));
  await world.visit("papers/one/");
  world.site = site(2);
  world.stale.set("display/index.html", site(1).texts["display/index.html"]);
  await world.visit("papers/two/");
  world.site = null;
  assert.equal(numberIn((await world.visit("")).text), "1");
  assert.equal((await world.visit("papers/two/")).path, "offline/");
  world.site = site(2);
  world.stale.clear();
  await world.visit("papers/one/");
  world.site = null;
  assert.equal(numberIn((await world.visit("")).text), "2");
});

test("an answer that a host still sends from an old build is not kept for the new one", async () => {
  const world = await worldWith(site(2));
  world.stale.set("papers/one/index.html", site(1).texts["papers/one/index.html"]);
  assert.equal(numberIn((await world.visit("papers/one/")).text), "1");
  world.site = null;
  assert.equal((await world.visit("papers/one/")).path, "offline/");
});

test("a site that was put back to an older build is followed", async () => {
  const world = await worldWith(site(1));
  await world.visit("papers/one/");
  for (const number of [2, 1]) {
    world.site = site(number);
    await world.visit("papers/one/");
  }
  world.site = null;
  assert.equal(numberIn((await world.visit("papers/one/")).text), "1");
});

test("pages for editing are nobody's to keep", async () => {
  const world = await worldWith(site(1));
  const request = { url: `${world.scope}admin/`, mode: "navigate", method: "GET", headers: new Headers() };
  assert.equal(await world.send("fetch", { request }), undefined);
});

for (const [what, change] of Object.entries({
  "another method": { method: "POST" },
  "a part of a file": { headers: new Headers({ Range: "bytes=0-9" }) },
  "another site": { url: "https://reader.example/other/" },
  "another origin": { url: "https://other.example/shelf/" },
  "a stream": { headers: new Headers({ Accept: "text/event-stream" }) },
  "a film": { destination: "video" },
  "an address that is none": { url: "https://reader.example/shelf/%E0%A4%A/" },
})) {
  test(`a request for ${what} is left alone`, async () => {
    const world = await worldWith(site(1));
    const request = {
      url: `${world.scope}papers/`, mode: "cors", method: "GET", destination: "",
      headers: new Headers(), ...change,
    };
    assert.equal(await world.send("fetch", { request }), undefined);
  });
}

test("a kept file that was harmed is not there", async () => {
  const world = await worldWith(site(1));
  await world.visit("papers/one/");
  for (const entries of world.caches.stored.values()) {
    const entry = entries.get(`${world.scope}papers/one/`);
    if (entry) entry.bytes = Buffer.from("harmed");
  }
  world.site = null;
  assert.equal((await world.visit("papers/one/")).path, "offline/");
});

test("where storage is blocked pages come from the network as ever", async () => {
  const world = await worldWith(site(1));
  world.caches.isBlocked = true;
  world.start();
  const { client, text } = await world.visit("papers/one/");
  assert.equal(numberIn(text), "1");
  assert.equal(await world.load(client, "search/s1/terms-0.json"), "terms build 1");
  world.site = null;
  assert.equal((await world.visit("papers/one/")).text, undefined);
});

test("where storage is full the oldest goes, and pages come all the same", async () => {
  const world = await worldWith(site(1));
  for (const paper of PAPERS.slice(0, 4)) await world.visit(`papers/${paper}/`);
  world.caches.room = world.caches.bytes;
  assert.equal(numberIn((await world.visit("papers/five/")).text), "1");
  world.site = null;
  assert.equal(numberIn((await world.visit("papers/five/")).text), "1");
  assert.equal((await world.visit("papers/one/")).path, "offline/");
});

test("a slow network is not waited for where the page is kept", async () => {
  const world = await worldWith(site(1));
  await world.visit("papers/one/");
  world.setTimeout = (done) => done();
  world.start();
  const fetched = world.fetch.bind(world);
  let isAnswered = false;
  world.fetch = async (...asked) => {
    if (!isAnswered) await new Promise((resolve) => setImmediate(resolve));
    return fetched(...asked);
  };
  const { text } = await world.visit("papers/one/");
  isAnswered = true;
  assert.equal(numberIn(text), "1");
  assert.equal(numberIn((await world.visit("papers/two/")).text), "1");
});

test("what is kept is listed with titles, and removed at once", async () => {
  const world = await worldWith(site(1));
  await world.visit("papers/one/");
  const { pages, bytes, most } = await world.message({ type: "list" });
  assert.deepEqual({ ...pages.at(-1) }, { address: `${world.scope}papers/one/`, title: "papers/one/index.html" });
  assert.ok(bytes > 0 && bytes < most.bytes);
  assert.equal((await world.message({ type: "forget" })).pages.length, 0);
  assert.equal(world.caches.stored.size, 0);
});

test("the page that began it is kept when it asks, and no page of another site", async () => {
  const world = await worldWith(site(1));
  for (const url of [`${world.scope}papers/one/#here`, "https://other.example/x/", "no address", 7]) {
    await world.message({ type: "keep", url });
  }
  world.site = null;
  assert.equal(numberIn((await world.visit("papers/one/")).text), "1");
});

test("a site that keeps nothing any more takes the worker with it", async () => {
  const world = await worldWith(site(1));
  const files = { ...site(2).files };
  delete files["offline/build.json"];
  world.site = { files };
  // Only one of the two is missing: a host may be in the middle of something.
  await world.visit("");
  assert.ok(world.isRegistered);
  delete files["sw.js"];
  await world.visit("");
  assert.ok(!world.isRegistered);
  assert.equal(world.caches.stored.size, 0);
});

test("a version of the worker removes what an older one kept here, and nothing else", async () => {
  const world = await worldWith(site(1));
  const others = ["papershelf-offline https://reader.example/shelf/b/ 0 x", "another program"];
  for (const name of ["papershelf-offline https://reader.example/shelf/ 0 x", ...others]) {
    await world.caches.open(name);
  }
  await world.send("activate");
  const kept = [...world.caches.stored.keys()];
  assert.deepEqual(kept.filter((name) => !name.includes("/shelf/ 1 ")), others);
});

/* The law: whatever happens, no answer without a network mixes two builds. */

function* randomNumbers(seed) {
  for (let state = seed >>> 0; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function live(seed, steps) {
  const numbers = randomNumbers(seed);
  const random = (most) => Math.floor(numbers.next().value * most);
  const builds = [1, 2, 3, 4].map((number) => site(number, {
    without: number % 2 ? [] : ["papers/four/index.html"],
    same: ["papers/three/index.html"],
  }));
  const ids = new Map(builds.map((build) => [build.id, build]));
  const world = await worldWith(builds[0]);
  let current = builds[0];
  const open = [];
  const told = [];
  for (let step = 0; step < steps; step++) {
    const act = random(12);
    told.push(act);
    const isOnline = world.site !== null;
    if (act === 0) {
      current = builds[random(builds.length)];
      world.stale.clear();
      if (isOnline) world.site = current;
    } else if (act === 1) {
      world.site = isOnline ? null : current;
    } else if (act === 2) {
      world.start();
    } else if (act === 3) {
      // A host that has not heard of the new build everywhere.
      const older = builds[random(builds.length)];
      const paths = Object.keys(older.files);
      const path = paths[random(paths.length)];
      world.stale.set(path, older.files[path]);
    } else if (act === 4) {
      world.caches.room = random(2) ? Infinity : Math.round(world.caches.bytes * 1.1);
    } else if (act === 5 && open.length) {
      world.close(open.splice(random(open.length), 1)[0].client);
    } else if (act < 9) {
      const path = ["", "display/", ...PAPERS.map((paper) => `papers/${paper}/`)][random(7)];
      const visit = world.visit(path);
      if (random(3) === 0) {
        // Something happens while the page is on its way, or is being kept.
        for (let turns = random(40); turns > 0; turns--) await turn();
        if (random(2)) world.site = null;
        else if (world.site) world.site = current = builds[random(builds.length)];
      }
      const page = await visit;
      if (page.text) open.push({ ...page, build: numberIn(page.text) });
    } else if (open.length) {
      const page = open[random(open.length)];
      const own = page.build;
      const paths = ["display/", "search/manifest.json", `assets/a${own}/main.js`];
      const text = await world.load(page.client, paths[random(paths.length)]);
      if (!isOnline && text !== undefined && own !== undefined) {
        assert.equal(numberIn(text), own, `seed ${seed}, step ${step}: ${told}`);
      }
    }
    for (const [id, files] of Object.entries(world.kept())) {
      for (const [path, text] of Object.entries(files)) {
        const file = path.replace(/(^|\/)$/, "$1index.html");
        assert.equal(text, ids.get(id).texts[file], `seed ${seed}, step ${step}: ${path}`);
      }
    }
  }
  return { world, builds };
}

test("whatever happens, nothing that is read without a network is of two builds", async () => {
  for (let seed = 1; seed <= 40; seed++) await live(seed, 50);
});

test("whatever happened, with a network and some room the newest build is there in the end", async () => {
  for (let seed = 100; seed <= 120; seed++) {
    const { world, builds } = await live(seed, 40);
    world.caches.room = Infinity;
    world.stale.clear();
    world.site = builds[2];
    await world.visit("papers/one/");
    world.site = null;
    const page = await world.visit("papers/one/");
    assert.equal(numberIn(page.text), "3", `seed ${seed}`);
    assert.equal(numberIn(await world.load(page.client, "display/")), "3", `seed ${seed}`);
  }
});
