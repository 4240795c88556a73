import { expect, test } from 'vitest';
import type { Selection } from '../../../src/present/fold/selection.ts';
import { selectLines } from '../../../src/present/fold/selection.ts';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { lineNotes, type LineNote } from '../../../src/present/lines/lineNotes.ts';
import { noteText, sparkline } from '../../../src/present/lines/noteText.ts';
import { resultOf } from '../../support/fold.ts';

/** The notes of a function body that starts on line 2, at the iterations chosen by lines. */
async function notes(body: string, iterations: Readonly<Record<number, number>> = {}, rest = '') {
  const result = await resultOf(`/** @trace f(2) */ function f(x: number) {\n${body}\n}\n${rest}`);
  const model = lineModel(result);
  const choices = Object.entries(iterations).map(([line, iteration]) => ({ line: Number(line), iteration }));
  const selection: Selection = selectLines(result, model.tree, choices).selection;
  return new Map(lineNotes(model, selection, 0).map((note) => [note.line, note]));
}

/** `line name value gradient`, of scalars. */
const said = (all: ReadonlyMap<number, LineNote>, ...lines: number[]) =>
  lines.map((line) => {
    const note = all.get(line);
    return note && [note.name, note.value?.[0], note.gradient?.[0]];
  });

const powers = `let y = x;
for (let i = 0; i < 4; i++) {
  const before = y;
  y = y * 3;
  const after = y;
}
const last = y;
return last + 1;`;

test('a line has what it bound at the iteration that is looked at', async () => {
  expect(said(await notes(powers), 2, 4, 5, 6, 8, 9)).toEqual([
    ['y', 2, 81],
    ['before', 54, 3],
    ['y', 162, 1],
    ['after', 162, 1],
    ['last', 162, 1],
    ['', 163, 1],
  ]);
  expect(said(await notes(powers, { 3: 1 }), 2, 4, 5, 6, 8, 9)).toEqual([
    ['y', 2, 81],
    ['before', 6, 27],
    ['y', 18, 9],
    ['after', 18, 9],
    ['last', 162, 1],
    ['', 163, 1],
  ]);
  expect(said(await notes(powers, { 3: 0 }), 4, 6)).toEqual([
    ['before', 2, 81],
    ['after', 6, 27],
  ]);
});

test('versions count the bindings of a name', async () => {
  const versions = async (i: number) => (await notes(powers, { 3: i })).get(5)!.version;
  expect([await versions(0), await versions(3)]).toEqual([2, 5]);
});

test('a line that an iteration did not come to has no note', async () => {
  const body = `let y = x;
for (let i = 0; i < 4; i++) {
  if (i === 2)
    y = y * 5;
  y = y + 1;
}
return y;`;
  expect((await notes(body, { 3: 2 })).get(5)!.value).toEqual(Float64Array.of(20));
  expect((await notes(body, { 3: 3 })).has(5)).toBe(false);
});

test('loops in loops and calls: what was bound there at the chosen iterations', async () => {
  const body = `let s = 0;
for (const a of [1, 2, 3]) {
  for (const b of [10, 20]) {
    s = s + g(x * a, b);
  }
}
return s;`;
  const rest = `function g(p, q) {
  const r = p * q;
  return r;
}`;
  // Lines 11 and 12 are those of g.
  expect(said(await notes(body, {}, rest), 5, 11)).toEqual([
    ['s', 360, 1],
    ['r', 120, 1],
  ]);
  expect(said(await notes(body, { 3: 1, 4: 0 }, rest), 5, 11)).toEqual([
    ['s', 100, 1],
    ['r', 40, 1],
  ]);
});

test('what a call returned is said where it is bound, or is the output', async () => {
  const rest = 'function g(p) {\n  const q = p * 3;\n  const r = q * 5;\n  return q;\n}';
  expect(
    said(
      await notes('const y = g(x * 1);\nh(x * 2);\nreturn y;', {}, `${rest} function h(p) { return p * 7; }`),
      2,
      3,
    ),
  ).toEqual([['y', 6, 1], undefined]);
  expect(said(await notes('return h(x * 2);', {}, 'function h(p) {\n  return p * 7;\n}'), 2)).toEqual([
    ['', 28, 1],
  ]);
});

test('the last thing that a line did is said: a parameter of a callback is not', async () => {
  const all = await notes('const y = x * 2;\nreturn [1, 2].reduce((sum, c) => sum + c * y, y);');
  expect(said(all, 2, 3)).toEqual([
    ['y', 4, 4],
    ['', 16, 1],
  ]);
});

test('the head of a loop says the iteration and how a quantity went', async () => {
  const { loop } = (await notes(powers, { 3: 1 })).get(3)!;
  expect(loop).toEqual({
    iteration: 1,
    times: 4,
    series: { name: 'after', values: Float64Array.of(6, 18, 54, 162), ids: Int32Array.of(2, 3, 4, 5) },
  });
});

test('a series belongs to its own run of the loop, and has gaps', async () => {
  const body = `let s = x;
for (let k = 1; k < 3; k++) {
  for (let i = 0; i < 3; i++) {
    const t = x * i;
    if (i === 1) s = s * k;
  }
}
return s;`;
  const series = async (k: number) => (await notes(body, { 3: k })).get(4)!.loop!.series;
  expect(await series(0)).toMatchObject({ name: 't', values: Float64Array.of(0, 2, 4) });
  const swapped = body.replace('i === 1', 'i === 2');
  const ofS = async (k: number) => (await notes(swapped, { 3: k })).get(4)!.loop!.series;
  expect(await ofS(0)).toMatchObject({ name: 's', values: Float64Array.of(NaN, NaN, 2) });
  expect(await ofS(1)).toMatchObject({ name: 's', values: Float64Array.of(NaN, NaN, 4) });
  expect(sparkline((await ofS(0))!)).toBe('  ▁ 2');
});

test('a round that binds nothing is a gap, one that is not finite a cross', () => {
  const series = (values: number[], ids: number[]) => ({
    name: 's',
    values: Float64Array.from(values),
    ids: Int32Array.from(ids),
  });
  expect(sparkline(series([1, NaN, 3, NaN], [5, 0, 7, 8]))).toBe('▁ █✕ NaN');
  expect(sparkline(series([1, 3, NaN, NaN], [5, 7, 0, 0]))).toBe('▁█   3');
});

test('rounds that compute nothing at the end do not belong to what follows', async () => {
  const body = `let y = x;
for (let i = 0; i < 6; i++) {
  if (i % 3 === 1) y = y * 3;
  const k = y;
}
return y + 1;`;
  const k = async (i: number) => (await notes(body, { 3: i })).get(5)?.value?.[0];
  expect([await k(1), await k(4), await k(5)]).toEqual([6, 18, 18]);
});

test('marks: what is not plain, each with a word', async () => {
  const body = `let y = x;
for (let i = 0; i < 5; i++) {
  y = Math.sqrt(y - 1.01);
}
const flat = Math.floor(x);
const dead = x * 0;
const far = 1 / (x - 2);
const at = [1, 2, 3][x];
return y + flat * x + far + at;`;
  const marks = [...(await notes(body))].flatMap(([line, note]) =>
    note.marks.map(({ text }) => `${line} ${text}`),
  );
  expect(marks).toEqual(['4 ✕ NaN from step 1', '6 0 ∂ from here', '7 0 ∂', '8 ∞', '9 ✂ index', '10 ✕ NaN']);
});

test('a gradient of zeros is told once, by its mark; one that is not stands beside a mark of what it comes to', async () => {
  const all = await notes(
    'const flat = Math.floor(x);\nconst dead = x * 0;\nconst [a, b] = [x * 2, x * 3];\nreturn flat * x + a;',
  );
  const texts = [2, 3, 4].map((line) => {
    const { gradient, marks } = noteText(all.get(line)!, '');
    return [gradient, ...marks];
  });
  expect(texts).toEqual([['∂ 2', '0 ∂ from here'], ['', '0 ∂'], ['∂ 0']]);
});
