import { readFileSync } from "node:fs";

/** What Python sent. */
export function readPayload() {
  return JSON.parse(readFileSync(0, "utf-8"));
}
