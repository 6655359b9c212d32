// A shared worker: browsers allow six connections to a host, and a stream for each tab would use
// them up.

import { createHub } from "./hub.js";
import { listen } from "./source.js";

const address = new URL("events", import.meta.url).href;
const hub = createHub((listener) => listen(address, listener));

self.addEventListener("connect", ({ ports: [port] }) => hub.join(port));
