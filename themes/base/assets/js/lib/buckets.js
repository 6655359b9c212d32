// The same as bucket_of() in generator/papershelf/plan/record_files.py; a test compares both.

/** Which of `count` files a paper is in; `count` is a power of two. */
export function bucketOf(id, count) {
  return (crc32(new TextEncoder().encode(id)) & (count - 1)) >>> 0;
}

function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}
