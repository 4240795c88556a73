import { agreesAll, cut, type Row } from '../../support/agree.ts';

/** Doubles, and their bytes seen in several ways. */
const views = `
  const D = Float64Array.of(x, y, 0, 0), U = new Uint8Array(D.buffer), V = new DataView(D.buffer), B = Buffer.from(D.buffer);
  const E = new Float64Array(4), W = new Uint8Array(E.buffer);
`;
const seen = (rows: readonly Row[]): Row[] =>
  rows.map(([name, body, expectation]) => [name, views + body, expectation] as const);

/** A tracked number that is 0, as what overwrites it: its id must not stay. */
const overwritten = (rows: readonly (readonly [name: string, body: string])[]): Row[] =>
  rows.map(([name, body]) => [name, `${views} D[0] = x - 1.3; ${body}; return D[0] + x * y`] as const);

agreesAll({
  'bytes of doubles that are moved as a whole': seen([
    ['set', 'W.set(U); return E[0] * E[1]'],
    ['set of a part', 'W.set(U.subarray(8, 16), 16); return E[2] * x'],
    ['set of bytes with a sign', 'new Int8Array(E.buffer).set(U); return E[0] * E[1]'],
    [
      'set of big integers',
      'new BigInt64Array(E.buffer).set(new BigUint64Array(D.buffer)); return E[0] * E[1]',
    ],
    ['set within one buffer', 'U.set(U.subarray(0, 16), 8); return D[1] * D[2]'],
    ['slice', 'return new Float64Array(U.slice(8, -16).buffer)[0] * x'],
    ['a copy of the view', 'return new Float64Array(new Uint8Array(U).buffer)[0] * y'],
    ['copyWithin', 'U.copyWithin(16, 0, 16); return D[2] * D[3]'],
    ['copyWithin that overlaps', 'U.copyWithin(8, 0, 16); return D[1] * D[2] * D[0]'],
    ['structuredClone', 'return new Float64Array(structuredClone(U).buffer)[0] * y'],
    ['Buffer.from of a buffer', 'return new Float64Array(B.buffer, B.byteOffset, 4)[0] * B.readDoubleLE(8)'],
    ['Buffer.from of bytes', 'return Buffer.from(U).readDoubleLE(0) * y'],
    [
      'Buffer.concat',
      `
      const c = Buffer.concat([U.subarray(0, 8), new Uint8Array(8), U.subarray(8, 16)], 40);
      return c.readDoubleLE(0) * c.readDoubleLE(16) + c.length;
    `,
    ],
    [
      'Buffer.concat cut short',
      'const c = Buffer.concat([U, U], 40); return c.readDoubleLE(0) * c.readDoubleLE(32)',
    ],
    ['copy', 'B.copy(W); return E[0] * E[1]'],
    ['copy of a range', 'const c = Buffer.alloc(24); B.copy(c, 16, 8, 16); return c.readDoubleLE(16) * x'],
    ['subarray and slice', 'return B.subarray(8).readDoubleLE() * B.slice(0, 8).readDoubleLE()'],
    [
      'writeDoubleLE',
      'const c = Buffer.alloc(16); return c.writeDoubleLE(x, 8) * new DataView(c.buffer, c.byteOffset).getFloat64(8, true)',
    ],
  ]),
  'bytes that are taken apart': seen([
    [
      'off the place of a double',
      'W.set(U.subarray(0, 8), 4); const c = new Uint8Array(8); c.set(W.subarray(4, 12)); return new Float64Array(c.buffer)[0] * y',
      cut('integer'),
    ],
    ['a part of a double', 'W.set(U.subarray(4, 8), 4); return E[0] * y', cut('integer')],
    ['the last byte of a double', 'U[0] = 7; return D[0] * y', cut('integer')],
    [
      'in the other order',
      'const c = Buffer.alloc(16); c.writeDoubleBE(x); return c.readDoubleBE() * y',
      cut('opaque'),
    ],
    [
      'concat off the place of a double',
      'return Buffer.concat([new Uint8Array(4), U]).subarray(4).readDoubleLE() * y',
      cut('opaque'),
    ],
    ['one by one', 'let i = 0; for (const b of U) W[i++] = b; return E[0] * y', cut('integer')],
    ['spread', 'W.set([...U]); return E[0] * y', cut('integer')],
    [
      'mapped by a method of arrays',
      'E[0] = x; return Array.prototype.map.call(W, (b) => b)[7] * y',
      cut('integer'),
    ],
    [
      'as values and properties',
      'E[0] = x; return Object.values(W)[7] + Reflect.get(W, 7) + y',
      cut('integer'),
    ],
    ['as arguments', 'E[0] = x; return Math.max.apply(null, W) * y', cut('integer')],
    ['by a pattern', 'E[0] = x; const { 7: a, ...rest } = W; return a * y', cut('integer')],
    ['spread into an object', 'E[0] = x; return { ...W }[7] * y', cut('integer')],
    ['by names', 'E[0] = x; let n = 0; for (const k in W) n += W[k]; return n * y', cut('opaque')],
    ['a part, by a single', 'E[0] = x; new Float32Array(E.buffer)[0] = 1; return E[0] * y', cut('opaque')],
    [
      'a part, by a view of bytes',
      'E[0] = x; new DataView(E.buffer).setFloat32(0, 1); return E[0] * y',
      cut('opaque'),
    ],
    [
      'a part, by a Buffer',
      'E[0] = x; Buffer.from(E.buffer).writeFloatLE(1); return E[0] * y',
      cut('opaque'),
    ],
    ['as other numbers', 'return Uint16Array.from(U)[7] * D[0]', cut('integer')],
  ]),
  'bytes overwritten by the same bytes': overwritten([
    ['set', 'U.set(new Uint8Array(8))'],
    ['set of an array', 'U.set([0, 0, 0, 0, 0, 0, 0, 0])'],
    ['fill', 'U.fill(0, 0, 8)'],
    ['fill of singles', 'new Float32Array(D.buffer).fill(0, 0, 2)'],
    ['fill of big integers', 'new BigInt64Array(D.buffer).fill(0n, -4, 1)'],
    ['fill of an array', 'Array.prototype.fill.call(U, 0, 0, 8)'],
    ['copyWithin', 'U.copyWithin(0, 16, 24)'],
    ['copyWithin of singles', 'new Float32Array(D.buffer).copyWithin(0, 4, 6)'],
    ['setUint32', 'V.setUint32(0, 0); V.setUint32(4, 0)'],
    ['setFloat32', 'V.setFloat32(0, 0); V.setFloat32(4, 0)'],
    ['setBigInt64', 'V.setBigInt64(0, 0n)'],
    ['elements', 'for (let i = 0; i < 8; i++) U[i] = 0'],
    ['elements by name', 'for (let i = 0; i < 8; i++) U[`${i}`] = 0'],
    ['a big integer', 'new BigInt64Array(D.buffer)[0] = 0n'],
    ['a pattern', '[U[0], U[1], U[2], U[3], U[4], U[5], U[6], U[7]] = [0, 0, 0, 0, 0, 0, 0, 0]'],
    ['Reflect.set', 'for (let i = 0; i < 8; i++) Reflect.set(U, i, 0)'],
    ['Object.assign', 'Object.assign(U, [0, 0, 0, 0, 0, 0, 0, 0])'],
    ['defineProperty', 'for (let i = 0; i < 8; i++) Object.defineProperty(U, i, { value: 0 })'],
    ['Atomics', 'const I = new Int32Array(D.buffer); Atomics.store(I, 0, 0); Atomics.and(I, 1, 0)'],
    ['encodeInto', "new TextEncoder().encodeInto('\\0'.repeat(8), U)"],
    ['fill of a Buffer', 'B.fill(0, 0, 8)'],
    ['writeDoubleLE', 'B.writeDoubleLE(0)'],
    ['write of integers', 'B.writeInt32LE(0); B.writeUIntBE(0, 4, 4)'],
    ['write of a text', "B.write('\\0'.repeat(8))"],
    ['copy', 'Buffer.alloc(8).copy(B)'],
  ]),
  'bytes that Node fills': seen([
    [
      'of a file',
      "const fs = require('fs'); fs.readSync(fs.openSync(process.execPath), B, 0, 8); return D[0] === 1.3 ? x : D[1] * y",
    ],
    [
      'at random',
      "const c = require('crypto'); c.randomFillSync(U.subarray(0, 8)); return D[0] === 1.3 ? x : D[1] * y",
    ],
    [
      'at random, by the global',
      'crypto.getRandomValues(U.subarray(0, 8)); return D[0] === 1.3 ? x : D[1] * y',
    ],
  ]),
  'elements that are not there': seen([
    [
      'outside of a view',
      'const w = new Uint32Array(D.buffer, 8, 2); return [w[-1] === undefined ? x : y, w[2] === undefined ? x : y, w[0.5] === undefined ? x : y]',
    ],
  ]),
  'bytes that a buffer lost': [
    [
      'and has again',
      `
      const b = new ArrayBuffer(16, { maxByteLength: 32 }), F = new Float64Array(b);
      F[0] = y;
      F[1] = x - 1.3;
      b.resize(8);
      b.resize(16);
      return F[0] * (F[1] + x);
    `,
    ],
  ],
});
