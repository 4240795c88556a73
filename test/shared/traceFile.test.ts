import { expect, test } from 'vitest';
import { primitives } from '../../src/engine/primitives/index.ts';
import type { PrimitiveName } from '../../src/engine/rules/names.ts';
import type { OpInfo } from '../../src/shared/trace.ts';
import { noCheck } from '../../src/shared/check.ts';
import { decodeTrace, encodeTrace, TraceFileError, type StoredTrace } from '../../src/shared/traceFile.ts';
import { resultOf } from '../support/fold.ts';
import { traces } from '../support/traces.ts';

const stored = (result: StoredTrace['result']): StoredTrace => ({ file: 'a.ts', root: '', case: 0, result });

test.each(Object.entries(traces))('%s survives being written and read', (_, make) => {
  const result = make();
  expect(decodeTrace(encodeTrace(stored(result)))).toEqual(stored(result));
});

test('a name of a matrix whose further numbers are nowhere in the record survives', async () => {
  const result = await resultOf(
    "const { Matrix } = require('ml-matrix');\n/** @trace f(0.5) */ function f(x) {\n" +
      'const y = x * x; const F = new Matrix([[y, 0, 0], [0, 1, 0]]); return F.get(0, 0);\n}',
  );
  expect(decodeTrace(encodeTrace(stored(result))).result.trace.names).toEqual(result.trace.names);
});

test('NaN, infinities and −0 survive, in arrays and beside them', () => {
  const result = Object.values(traces)[0]!();
  const values = result.cotangents.map((x, i) => [NaN, Infinity, -Infinity, -0][i] ?? x);
  const check = { ...noCheck(''), directions: -0 };
  const back = decodeTrace(encodeTrace(stored({ ...result, check, cotangents: values }))).result;
  expect([...back.cotangents].every((x, i) => Object.is(x, values[i]))).toBe(true);
  expect(back.check!.maxRelativeError).toBeNaN();
  expect(Object.is(back.check!.directions, -0)).toBe(true);
});

test('other bytes, another version and a damaged file are told apart', () => {
  const result = Object.values(traces)[0]!();
  const bytes = encodeTrace(stored(result));
  expect(() => decodeTrace(new Uint8Array(100))).toThrow(
    new TraceFileError('This is no trace file of GradLens.'),
  );
  const newer = bytes.slice();
  newer[8] = 9;
  expect(() => decodeTrace(newer)).toThrow(
    'This trace file has version 9, here is version 2: update GradLens.',
  );
  expect(() => decodeTrace(bytes.slice(0, bytes.length - 64))).toThrow('This trace file is damaged');
});

test('a Buffer that is part of a larger one is read like any bytes', () => {
  const bytes = encodeTrace(stored(Object.values(traces)[0]!()));
  const larger = Buffer.alloc(bytes.length + 24);
  larger.set(bytes, 16);
  expect(decodeTrace(larger.subarray(16, 16 + bytes.length))).toEqual(decodeTrace(bytes));
});

test('a file of version 1 told a key by the text of its cut alone', () => {
  const result = Object.values(traces)[0]!();
  const cut = { id: 1, to: 'a key', site: 0, equation: 0, repeats: 0 };
  const withCut = (reason: 'index' | 'key') =>
    stored({ ...result, trace: { ...result.trace, cuts: [{ ...cut, reason }] } });
  const old = encodeTrace(withCut('index'));
  old[8] = 1;
  expect(decodeTrace(old)).toEqual(withCut('key'));
});

test('a file of version 1 is given the slopes of its operations', () => {
  const names = 'sin sign floor ceil round trunc highWord lowWord fround f16round withLowWord prefers'.split(
    ' ',
  );
  const described = (name: string): OpInfo => ({ name, formula: '', rule: '', doc: '' });
  const result = { ...Object.values(traces)[0]!(), ops: names.map(described) };
  const old = encodeTrace(stored(result));
  old[8] = 1;
  const slopes = decodeTrace(old).result.ops.map(({ slope }) => slope);
  expect(slopes).toEqual(names.map((name) => primitives[name as PrimitiveName].slope));
  expect(slopes.filter((slope) => slope).length).toBe(10);
});
