import { expect, it } from 'vitest';
import { Assembler, sendAhead, type Column } from '../../../src/runner/channel/sentAhead.ts';

it('large arrays of an answer go ahead, each once, and come back where they stood', () => {
  const numbers = Float64Array.from({ length: 20_000 }, (_, i) => (i === 7 ? NaN : i === 8 ? -0 : i / 3));
  const counts = Int32Array.from({ length: 90_000 }, (_, i) => -i);
  const codes = new Uint16Array(50_000).fill(0x8003);
  const flags = new Uint8Array(100_000).fill(1);
  const small = numbers.subarray(5, 9);
  const part = counts.subarray(10, 50_010);
  const answer = {
    result: { numbers, codes, flags, small, shape: { rows: counts, columns: counts }, part },
    name: 'f',
    map: new Map([[1, 'x']]),
    list: [small],
  };

  const sent: Column[] = [];
  const rest = sendAhead(answer, (column) => sent.push(column));
  expect(sent).toEqual([numbers, codes, flags, counts, part]);
  // Of the memory that a small part lies in, only the part is sent.
  expect(rest.result.small.buffer.byteLength).toBe(small.byteLength);

  const assembler = new Assembler();
  for (const column of sent) assembler.accept({ bytes: bytesOf(column) });
  const restored = assembler.restore(structuredClone(rest));
  expect(restored).toEqual(answer);
  expect(restored.result.shape.rows).toBe(restored.result.shape.columns);
});

function bytesOf({ buffer, byteOffset, byteLength }: Column): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}
