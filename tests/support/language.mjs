// Our reader asked step by step: a line {steps, folder or files} in, a line of replies out.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";

import { openShelf } from "./shelf.mjs";

/** A step is {request, faults, folder}; with the folder the site moves to another one. */
async function replies({ steps, folder, files }) {
  let root = folder;
  const onDisk = (name) => readFile(path.join(root, name), "utf-8").catch(() => undefined);
  const { ask, slugs } = openShelf(files ? (name) => files[name] : onDisk);
  const answered = [];
  for (const { request, faults, folder: moved = root } of steps) {
    root = moved;
    const reply = await ask(request, faults);
    const found = reply.type === "answer" ? await slugs(reply.results.map((one) => one.place)) : [];
    answered.push({ ...reply, found });
  }
  return answered;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await replies(JSON.parse(line)))}\n`);
}
