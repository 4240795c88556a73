import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pngAddress } from '../../../../src/present/hover/view/png.ts';

/** The chunks of a picture, their checksums verified. */
function chunks(address: string): Map<string, Buffer> {
  const bytes = Buffer.from(address.replace('data:image/png;base64,', ''), 'base64');
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const found = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    expect(bytes.readUInt32BE(end)).toBe(crc32(bytes.subarray(at + 4, end)));
    found.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, end));
    at = end + 4;
  }
  return found;
}

test('a picture has its pixels, two a byte, and its palette', () => {
  const pixels = Uint8Array.of(0, 1, 2, 2, 1, 0);
  const palette = [
    { color: '#808080', alpha: 26 },
    { color: '#4aa5ff', alpha: 128 },
    { color: '#ff8c3c', alpha: 255 },
  ];
  const found = chunks(pngAddress(3, pixels, palette));
  expect([...found.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  expect([...found.get('IHDR')!]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 4, 3, 0, 0, 0]);
  expect(found.get('PLTE')!.toString('hex')).toBe('8080804aa5ffff8c3c');
  expect([...found.get('tRNS')!]).toEqual([26, 128, 255]);
  expect(inflateSync(found.get('IDAT')!).toString('hex')).toBe(['00', '0120', '00', '2100'].join(''));
});

test('a picture of the largest size is whole', () => {
  const pixels = Uint8Array.from({ length: 210 * 96 }, (_, i) => (i * 7) % 16);
  const palette = Array.from({ length: 16 }, () => ({ color: '#000000', alpha: 255 }));
  const data = inflateSync(chunks(pngAddress(210, pixels, palette)).get('IDAT')!);
  expect(data.length).toBe(96 * 106);
  expect([data[106], data[107], data[106 * 95 + 105]]).toEqual([
    0,
    (pixels[210]! << 4) | pixels[211]!,
    (pixels.at(-2)! << 4) | pixels.at(-1)!,
  ]);
});

test('more than fits is refused', () => {
  expect(() => pngAddress(512, new Uint8Array(512 * 512), [])).toThrow(RangeError);
});
