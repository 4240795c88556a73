/**
 * A hash of a text that tells whether two runs had the same source: two 32-bit FNV-1a hashes with different offsets. Byte order marks and
 * the kind of line ends do not count, since editors keep them apart from the text.
 */
export function contentHash(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < plain.length; i++) {
    const unit = plain.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit ^ (i & 0xff), 0x01000193);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
