// Which file of records papers are in, for test_records.py.

import { bucketOf } from "../../themes/base/assets/js/lib/buckets.js";
import { readPayload } from "./read.mjs";

const { ids, counts } = readPayload();

process.stdout.write(JSON.stringify(counts.map((count) => ids.map((id) => bucketOf(id, count)))));
