// PNG files that say what they show: a text chunk beside the pixels, by which a test finds a picture that is out of date.
import { crc32 } from 'node:zlib';

/** Bytes before the first chunk. */
const signature = 8;
/** Length, kind and checksum of a chunk. */
const frame = 12;
/** `iTXt`, keyword, not compressed, no language, no other keyword; then UTF-8. */
const head = Buffer.from('Description\0\0\0\0\0', 'latin1');

/** Width and height in pixels. */
export function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(signature + 8), height: png.readUInt32BE(signature + 12) };
}

/** The picture with a description, which takes the place of one that it had. */
export function described(png: Buffer, text: string): Buffer {
  const kept = chunks(png).filter((chunk) => !isDescription(chunk));
  const body = Buffer.concat([Buffer.from('iTXt', 'latin1'), head, Buffer.from(text)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  const [first, ...rest] = kept;
  return Buffer.concat([png.subarray(0, signature), first!, length, body, sum, ...rest]);
}

/** What a picture says that it shows; empty where it says nothing. */
export function descriptionOf(png: Buffer): string {
  const chunk = chunks(png).find(isDescription);
  return chunk ? chunk.toString('utf8', 8 + head.length, chunk.length - 4) : '';
}

function chunks(png: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = signature; at < png.length; at += found.at(-1)!.length)
    found.push(png.subarray(at, at + frame + png.readUInt32BE(at)));
  return found;
}

const isDescription = (chunk: Buffer): boolean => chunk.toString('latin1', 4, 8) === 'iTXt';
