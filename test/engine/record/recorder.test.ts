import { afterEach, expect, it, vi } from 'vitest';
import { Floats, Ints } from '../../../src/engine/record/columns.ts';
import { opCode } from '../../../src/engine/primitives/index.ts';
import { Recorder } from '../../../src/engine/record/recorder.ts';
import { OperandKind } from '../../../src/shared/trace.ts';

afterEach(() => vi.restoreAllMocks());

/** Makes the `nth` call that stores something end as a call does for which the stack has no room. */
function fillStack(nth: number): void {
  let calls = 0;
  const count = () => {
    if (++calls === nth) throw new RangeError('Maximum call stack size exceeded');
  };
  for (const column of [Ints, Floats] as const) {
    const { push, reserve } = column.prototype;
    vi.spyOn(column.prototype, 'push').mockImplementation(function (this: Ints & Floats, value) {
      count();
      push.call(this, value);
    });
    vi.spyOn(column.prototype, 'reserve').mockImplementation(function (this: Ints & Floats, size) {
      count();
      reserve.call(this, size);
    });
  }
  const { longer } = Ints;
  vi.spyOn(Ints, 'longer').mockImplementation((column, capacity) => {
    count();
    return longer(column, capacity);
  });
  const { set } = Map.prototype;
  vi.spyOn(Map.prototype, 'set').mockImplementation(function (this: Map<unknown, unknown>, key, value) {
    count();
    return set.call(this, key, value);
  });
}

/** A call of a member at `site` with one of everything that is recorded; the values are `site`'s multiples. */
function record(recorder: Recorder, site: number): void {
  recorder.scopes.enterMember(site, `member${site}`);
  try {
    const x = recorder.scalar(opCode('neg'), site, recorder.constant(site, site), 0, 2 * site);
    recorder.guard('>', site, x, x, true);
    recorder.iteration(site);
    const operand = { kind: OperandKind.block, rows: -1, columns: -1, reference: x };
    const named = { ...recorder.staticOperand([site], -1, -1), name: site };
    const all = recorder.array('sum', site, [operand, named], -1, 1, [3 * site], { by: 'all' });
    recorder.name(all, site, 1, site);
    recorder.overwrite(site, all, 1, site);
    recorder.cut(all, 'integer', `cut${site}`, site);
  } finally {
    recorder.scopes.leave();
  }
}

/** As much of everything that the columns have to grow for more. */
function fill(recorder: Recorder): void {
  while (recorder.equationCount < 1024) recorder.scalar(opCode('neg'), 1, -1, 0, 0);
  for (let i = 0; i < 255; i++) {
    recorder.guard('<', 1, -1, -1, true);
    recorder.iteration(1 + (i % 2));
    recorder.name(1, 1 + (i % 2), 1);
  }
}

/** What was recorded at a site, each in its own words. */
function at(recorder: Recorder, site: number) {
  const { equations, values, constants, guards, iterations, names, scopes, cuts, overwrites } =
    recorder.finish();
  const indices = (column: ArrayLike<number>) =>
    Array.from(column, (one, i) => (one === site ? i : -1)).filter((i) => i >= 0);
  const scope = (k: number) => [scopes.parent[k], scopes.site[k], scopes.members.get(k)];
  return {
    equations: indices(equations.site).map((e) => ({
      value: values[equations.out[e]!],
      shape: [equations.rows[e], equations.columns[e]],
      operand:
        equations.lhs[e]! < 0
          ? constants[-equations.lhs[e]! - 1]
          : values[equations.operands[4 * equations.lhs[e]! + 3]!],
      rhs: equations.rhs[e],
      scope: scope(equations.scope[e]!),
      params: equations.params.get(e),
    })),
    operandNames: indices(equations.operandNames!.site).map((k) => {
      const [kind, , , reference] = equations.operands.subarray(4 * equations.operandNames!.operand[k]!);
      return [kind, constants[reference!]];
    }),
    guards: indices(guards.site).map((k) => [
      guards.kind[k],
      values[guards.lhs[k]!],
      values[guards.rhs[k]!],
      guards.outcome[k],
      values[equations.out[guards.equation[k]! - 1]!],
    ]),
    iterations: indices(iterations.site).map((k) => [
      values[equations.out[iterations.equation[k]! - 1]!],
      scope(iterations.scope[k]!),
    ]),
    names: indices(names.site).map((k) => [values[names.id[k]!], names.size[k], names.holder![k]]),
    overwrites: indices(overwrites!.site).map((k) => [
      values[overwrites!.id[k]!],
      overwrites!.holder[k],
      overwrites!.name[k]! - 1 === names.site.indexOf(site),
      values[equations.out[overwrites!.equation[k]! - 1]!],
    ]),
    cuts: cuts.filter((cut) => cut.site === site).map(({ id, to, repeats }) => [values[id], to, repeats]),
  };
}

it('goes on after the stack was full, wherever that was', () => {
  const whole = new Recorder(100, () => undefined);
  record(whole, 7);
  const expected = at(whole, 7);
  expect(expected.equations).toEqual([
    { value: 14, shape: [-1, -1], operand: 7, rhs: 0, scope: [0, 7, 'member7'], params: undefined },
    { value: 21, shape: [-1, 1], operand: 14, rhs: 2, scope: [0, 7, 'member7'], params: { by: 'all' } },
  ]);
  expect([expected.names, expected.overwrites]).toEqual([[[21, 1, 7]], [[21, 7, true, 21]]]);
  expect(expected.operandNames).toEqual([[OperandKind.static, 7]]);
  let places = 0;
  for (let failed = true; failed; places++) {
    const recorder = new Recorder(1e4, () => undefined);
    record(recorder, 3);
    fill(recorder);
    fillStack(places + 1);
    failed = false;
    try {
      record(recorder, 5);
    } catch {
      failed = true;
    }
    vi.restoreAllMocks();
    record(recorder, 7);
    expect(at(recorder, 7), `after place ${places}`).toEqual(expected);
    expect(at(recorder, 3).equations).toHaveLength(2);
  }
  expect(places).toBeGreaterThan(30);
});
