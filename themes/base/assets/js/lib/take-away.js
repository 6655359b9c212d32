// What a reader takes away from a page: files and copies.

/** Let the browser save a text as a file. */
export function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has the file by then, however long it asks where to put it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether a text could be copied. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
