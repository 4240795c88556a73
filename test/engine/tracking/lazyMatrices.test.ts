import { describe, expect, it } from 'vitest';
import { leafValues } from '../../../src/engine/autodiff/index.ts';
import { plain, trace, type Expected } from '../../support/trace.ts';

/** Bodies of f(a, b, s) in which `a`, `b`, the static `s` and `c` have no rows yet, and which look at them. */
const looks: readonly (readonly [what: string, body: string, expected?: Expected])[] = [
  ['an element', 'return c.get(0, 1) * a.get(1, 0) + s.get(2, 2);'],
  ['a row', 'return c.data[1][2] * a.data[0][0] + s.data[1][0];'],
  ['a row that is written to', 'c.data[1][2] = a.get(0, 0); a.data[0][1] = 3; return c.mmul(a).sum() + a.sum();'],
  ['a static row that is written to', 's.data[1][2] = a.get(0, 0); return c.mmul(s).sum();'],
  ['the storage of a row', 'return c.data[0].buffer.byteLength + a.data[2].byteOffset + c.sum();'],
  ['its descriptor', 'return Object.getOwnPropertyDescriptor(c, "data").value[0][1] + a.sum();'],
  ['all descriptors', 'const { data } = Object.getOwnPropertyDescriptors(a); return data.value[0][1] * (data.get ? 2 : 1) + c.sum();'],
  ['its keys', 'return (Object.keys(c).join() === "data,rows,columns" ? 2 : 3) * Object.keys(a).indexOf("data") + c.sum();'],
  ['values of its properties', 'return Object.values(c)[0][0][1] + Object.entries(a)[0][1][1][1];'],
  ['the property after it was read', 'const { data } = c; return (c.data === data ? 2 : 3) * data[0][0];'],
  ['properties by destructuring', 'const { rows, data: [, [x]] } = c; const { ...all } = a; return rows * x + all.data[0][0];'],
  ['a copy of the properties', 'return { ...c }.data[0][0] * Object.assign({}, a).data[0][1];'],
  ['an object whose prototype it is', 'return Object.create(c).data[0][0] * { __proto__: a }.data[0][1] + a.sum();'],
  ['a proxy', 'return new Proxy(c, {}).data[0][0] + c.sum();', { cuts: true }],
  ['Reflect.get for another object', 'return Reflect.get(c, "data", {})[0][0] + a.sum();'],
  ['a frozen matrix', 'Object.freeze(c); return (Object.isFrozen(c) ? 2 : 3) * c.data[0][0] + c.sum();'],
  ['a property that is replaced', 'c.data = [a.data[0], a.data[1], a.data[2]]; return c.mmul(b).sum();'],
  ['a property that is defined anew', 'Object.defineProperty(c, "data", { value: b.data }); return c.mmul(b).sum();'],
  ['a property that is deleted', 'delete c.data; return (Object.hasOwn(c, "data") ? 2 : 3) * a.sum();'],
  ['a property deleted and put back', 'delete c.data; c.data = b.data; return (Object.keys(c).join() === "rows,columns,data" ? 2 : 3) * c.mmul(a).sum();'],
  ['a property deleted by Reflect', 'Reflect.deleteProperty(a, "data"); a.data = b.data; return a.mmul(b).sum() + c.sum();'],
  ['a row taken out', 'c.removeRow(1); a.addRow(b.data[0]); return c.mmul(a.transpose()).sum();'],
  ['in place while another one holds the same', 'const d = a.clone(); a.mul(b).sub(1); return d.mmul(a).sum() + c.sum();'],
  ['in place by itself', 'c.mul(c).add(c); a.div(a); return c.sum() + a.sum();'],
  ['in place by a vector', 'c.addRowVector([a.get(0, 0), 2, 3]).mulColumnVector(b.getColumn(1)); return c.mmul(c).sum();'],
  ['in place by what is static', 's.mul(2); c.mul(s); s.mul(a); return c.sum() + s.sum();'],
  ['its numbers by a clone', 'const { all } = structuredClone({ all: [c] }); return all[0].data[1][1] + c.sum();'],
  ['its numbers as text', 'return JSON.parse(JSON.stringify(c))[1][1] + a.sum();'],
  ['itself to a foreign function', 'const { inspect } = process.getBuiltinModule("node:util"); return (inspect({ c }, { customInspect: false, depth: 4 }).includes("etter") ? 2 : 3) * a.sum();', { cuts: true }],
  ['its iterator', 'let sum = 0; for (const x of c) sum += x * x; return sum + a.norm();'],
  ['a view', 'return a.mmul(new MatrixTransposeView(c)).sum() + c.mean() + c.max();'],
  ['a subclass', 'class M extends Matrix { get first() { return this.data[0][0]; } } return new M(c).first + c.dot(a) + c.trace();'],
]; // prettier-ignore

const source = (body: string) => `import { Matrix, MatrixTransposeView } from 'ml-matrix';
/** @trace f(randn(3, 3), randn(3, 3), staticArg(randn(3, 3))) */
export function f(a, b, s) { const c = a.mmul(b); ${body} }`;

describe('a matrix whose rows are made when they are looked at', () => {
  const cases = looks.map(([what, body, expected = {}]) => [what, body, expected] as const);
  it.each(cases)('shows %s as any other does', async (_, body, expected) => {
    const run = await trace(source(body), {}, expected);
    expect(run.thrown).toBeUndefined();
    const numbers = await plain(source(body), run)(leafValues(run.trace));
    expect(run.outputs).toEqual(Array.from(numbers!));
  });

  it('leaves what the program keeps as it was', async () => {
    const kept = `import { Matrix } from 'ml-matrix';
const m = new Matrix([[1, 2], [3, 4]]);
const [row] = m.data;
/** @trace f(m, staticArg(m)) */
export function f(a, s) {
  row[0] = 10;
  m.set(1, 1, 20);
  const before = a.sum();
  a.data[0][1] = 30;
  a.mul(2);
  return [before, a.sum(), m.sum(), s === a ? 1 : 0];
}`;
    const run = await trace(kept, {}, { cuts: true });
    expect(run.outputs).toEqual([10, 76, 35, 1]);
  });
});
