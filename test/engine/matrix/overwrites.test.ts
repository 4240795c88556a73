import { expect, test } from 'vitest';
import { record } from '../../support/trace.ts';

/** What became of the matrices with names in a function's body, in order: `w: mul` of a call in place, `w: set in part`. */
async function overwrites(body: string): Promise<string[] | undefined> {
  const { trace, ops, session } = await record(`import { Matrix } from 'ml-matrix';
/** @trace f(new Matrix([[1, 2], [3, 4]]), 2) */
function f(w, x) {
${body}
}`);
  const { names, overwrites: all, equations } = trace;
  expect(names.holder === undefined).toBe(all === undefined);
  return all && Array.from(all.holder, (holder, k) => {
    const name = session.text(names.site[names.holder!.indexOf(holder)]!);
    const e = all.equation[k]! - 1;
    if (all.id[k] === 0) return `${name}: ${/\w+$/.exec(session.text(all.site[k]!)!)![0]} in part`;
    expect(all.id[k]).toBe(equations.out[e]);
    return `${name}: ${ops[e]}`;
  }); // prettier-ignore
}

test('a program that changes nothing in place has no record of it', async () => {
  expect(await overwrites('const v = Matrix.mul(w, x); return v.mmul(w).mul(2);')).toBeUndefined();
});

test('whole changes are to the result of an equation', async () => {
  expect(await overwrites('w.mul(x); w.add(w); w.exp(); return w;')).toEqual(['w: mul', 'w: add', 'w: exp']);
  expect(await overwrites("w.addRowVector([x, x]); return w.center('column');")).toEqual([
    'w: add',
    'w: sub',
  ]);
});

test('changes in part have no value of their own, and rows of the same place are one', async () => {
  expect(await overwrites('w.set(0, 0, x); w.mulRow(0, 3); return w;')).toEqual([
    'w: set in part',
    'w: mulRow in part',
  ]);
  expect(await overwrites('for (let i = 0; i < 2; i++) w.set(i, 0, x); return w;')).toEqual([
    'w: set in part',
  ]);
  expect(await overwrites('w.setRow(0, [x, 1]); w.swapRows(0, 1); return w;')).toEqual([
    'w: setRow in part',
    'w: swapRows in part',
  ]);
  expect(await overwrites('w.apply((i, j) => w.set(i, j, w.get(i, j) * x)); return w;')).toContain(
    'w: apply in part',
  );
});

test('a member that only asks changes nothing', async () => {
  expect(await overwrites('w.apply(() => undefined); w.get(0, 0); w.sum(); return w;')).toBeUndefined();
});

test('a clone holds the same elements and is changed alone', async () => {
  expect(await overwrites('const c = w.clone(); c.mul(x); return w.mmul(c);')).toEqual(['c: mul']);
  expect(await overwrites('const c = w; c.mul(x); return w.mmul(c);')).toEqual(['w: mul']);
});

test('what never had a name may be changed', async () => {
  expect(await overwrites('return Matrix.mul(w, 2).add(x).sum();')).toBeUndefined();
});
