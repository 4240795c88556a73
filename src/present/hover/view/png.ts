/*
 * PNG of a palette of at most 16 colours, so that two pixels are one byte. It is not compressed: pictures in a hover are small, and so they
 * are made without anything of Node.
 */

/** A colour of a palette: `#4aa5ff`, and how opaque, 0 to 255. */
export interface PaletteColor {
  readonly color: string;
  readonly alpha: number;
}

/** Stored blocks of deflate hold no more. */
const mostBytes = 65_535;

/**
 * A picture as a `data:` address.
 *
 * @param pixels indices into the palette, row by row
 */
export function pngAddress(width: number, pixels: Uint8Array, palette: readonly PaletteColor[]): string {
  const height = pixels.length / width;
  const stride = 1 + Math.ceil(width / 2);
  const raw = new Uint8Array(stride * height);
  if (raw.length > mostBytes) throw new RangeError(`${width}×${height} pixels are too many`);
  pixels.forEach((color, i) => {
    const x = i % width;
    raw[Math.floor(i / width) * stride + 1 + (x >> 1)]! |= x % 2 === 0 ? color << 4 : color;
  });
  const colors = palette.flatMap(({ color }) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)));
  const bytes = [
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...word(width), ...word(height), 4, 3, 0, 0, 0]),
    ...chunk('PLTE', colors),
    ...chunk('tRNS', [...palette.map(({ alpha }) => alpha)]),
    ...chunk('IDAT', stored(raw)),
    ...chunk('IEND', []),
  ];
  return `data:image/png;base64,${btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))}`;
}

/** Big-endian. */
function word(n: number): number[] {
  return [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
}

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...Array.from(type, (letter) => letter.charCodeAt(0)), ...data];
  return [...word(data.length), ...body, ...word(crc(body))];
}

/** A zlib stream of one block that is stored as it is. */
function stored(raw: Uint8Array): number[] {
  let [a, b] = [1, 0];
  for (const byte of raw) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  const length = [raw.length & 255, raw.length >> 8];
  return [0x78, 0x01, 1, ...length, ...length.map((byte) => byte ^ 255), ...raw, ...word(b * 65_536 + a)];
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc(bytes: readonly number[]): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
