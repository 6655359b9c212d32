import { fragment } from "./lib/fragment.js";
import { toast } from "./lib/toast.js";

/** Copy the address of a heading's link, and say so; in silence where one of the two cannot be. */
export async function copyLink(link) {
  try {
    const [words] = await Promise.all([
      fragment("copied"),
      navigator.clipboard.writeText(link.href),
    ]);
    await toast(words.textContent);
  } catch {
    // The link has been followed: its address stands in the browser's bar all the same.
  }
}
