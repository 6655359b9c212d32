import { createService } from "./search-service.js";

const answer = createService();

self.addEventListener("message", async (event) => {
  self.postMessage(await answer(event.data));
});
