import { describe, expect, it } from 'vitest';
import { loopsOf } from '../../src/explain/evidence/loops.ts';
import { NodeKind, type FoldTree } from '../../src/present/fold/tree.ts';
import { evidenceOf } from '../support/evidence.ts';

/** Modules whose loops end in different ways. */
const modules = {
  'one after the other in one call': `/** @trace f(2) */
function f(x) {
  let s = x;
  for (let i = 0; i < 4; i++) s = s * x;
  s = s + 1;
  for (let i = 0; i < 3; i++) s = s / x;
  return s - 1;
}`,
  'one in the other, which goes on after it': `/** @trace f(2) */
function f(x) {
  let s = x;
  for (let i = 0; i < 3; i++) {
    s = s + 1;
    for (let k = 0; k < 4; k++) s = s * x;
    s = s / 2;
  }
  return s - 1;
}`,
  'one in the other, which begins with the head of the inner one': `/** @trace f(2) */
function f(x) {
  let s = x;
  for (let i = 0; i < 3; i++) for (let k = s * 0; k < 4; k++) s = s * x;
  return s - 1;
}`,
  'in calls of a loop': `function power(x, n) { let p = x; for (let k = 0; k < n; k++) p = p * x; return p + 1; }
/** @trace f(2) */
function f(x) {
  let s = x + 1;
  for (let i = 0; i < 5; i++) { s = s + power(x, i); if (i === 1) continue; s = s * 0.5; }
  return s;
}`,
  'in a function that calls itself': `/** @trace f(2, 3) */
function f(x, depth) {
  let s = x * 2;
  for (let i = 0; i < 3; i++) { s = s + 1; if (i === 1 && depth > 0) s = s + f(x, depth - 1); }
  return s * 3;
}`,
  'with rounds that compute nothing': `/** @trace f(2) */
function f(x) {
  let s = x;
  for (let i = 0; i < 9; i++) if (i % 3 === 0) s = s * x;
  while (s > 1) s = s / 3;
  return s;
}`,
  'in another one, with last rounds that compute nothing': `/** @trace f(2) */
function f(x) {
  let s = x;
  for (let i = 0; i < 3; i++) {
    for (let k = 0; k < 6; k++) if (k < 4) s = s * x;
    s = s / 2;
  }
  return s;
}`,
  'in callbacks': `/** @trace f([1, 2, 3]) */
function f(xs) {
  return xs.map((x) => { let s = x + 1; for (let i = 0; i < 3; i++) s = s * x; return s - 1; }).reduce((a, b) => a + b, 0);
}`,
};

/** The loops of a fold tree, as rounds that computed something. */
function loopsIn(tree: FoldTree, leastRounds: number): { from: number[]; to: number[] }[] {
  const loops = Array.from(tree.kind.keys()).filter((n) => tree.kind[n] === NodeKind.loop);
  return loops.flatMap((loop) => {
    const all = Array.from(tree.kind.keys()).filter((n) => tree.parent[n] === loop);
    const rounds = all.filter((n) => tree.kind[n] === NodeKind.round && tree.from[n] !== tree.to[n]);
    if (rounds.length < leastRounds) return [];
    return [{ from: rounds.map((n) => tree.from[n]!), to: rounds.map((n) => tree.to[n]!) }];
  });
}

/** The round of the outermost loop around an equation. */
function roundIn(tree: FoldTree, equation: number): number | undefined {
  const around = Array.from(tree.kind.keys()).find(
    (n) => tree.kind[n] === NodeKind.round && tree.from[n]! <= equation && equation < tree.to[n]!,
  );
  return around === undefined ? undefined : tree.round[around];
}

describe.each(Object.entries(modules))('loops %s', (_, source) => {
  it.each([1, 3, 4])('are those of the tree: %i rounds and more', async (least) => {
    const { trace, tree, within } = await evidenceOf(source);
    const found = [...loopsOf(trace, within, least)].map(({ from, to }) => ({
      from: [...from],
      to: [...to],
    }));
    expect(found).toEqual(loopsIn(tree, least));
    expect(found.length > 0 || least > 1).toBe(true);
  });

  it('are left out by their second round and their last, before they are put together', async () => {
    const { trace, within } = await evidenceOf(source);
    const all = [...loopsOf(trace, within, 3)];
    const refused = new Set<number>();
    const kept = [
      ...loopsOf(trace, within, 3, (second, third, from, to) => {
        const loop = all.find((one) => one.from.at(-1) === from && one.from[1] === second)!;
        expect(third).toBe(loop.to[1]);
        expect(to).toBeGreaterThanOrEqual(loop.to.at(-1)!);
        refused.add(all.indexOf(loop));
        return false;
      }),
    ];
    expect(kept).toEqual(all.filter((_, k) => !refused.has(k)));
    if (source === modules['one in the other, which goes on after it']) expect(refused.size).toBe(3 - 1);
  });

  it('have the rounds of the tree', async () => {
    const evidence = await evidenceOf(source);
    const equations = [...evidence.trace.equations.op.keys()];
    expect(equations.map((e) => evidence.iteration(e))).toEqual(
      equations.map((e) => roundIn(evidence.tree, e)),
    );
  });
});
