import fc from 'fast-check';
import {
  cutting,
  dialects,
  everywhere,
  holes,
  leaves,
  type Dialect,
  type Grammar,
  type Kind,
} from './forms/index.ts';
import { matrixMembers, receivers } from './members.ts';
import { natives, type Caller } from './natives/index.ts';
import { holders } from './natives/receivers.ts'; // prettier-ignore

/** A part of a program: its text, what it puts at the top of the module, and the names of the forms it is made of. */
export interface Piece {
  readonly text: string;
  readonly top: readonly string[];
  readonly forms: readonly string[];
}
export interface Program extends Piece {
  readonly dialect: Dialect;
}

/** The parts of a template: text, and the holes between. */
function parse(template: string): { readonly text: readonly string[]; readonly holes: readonly string[] } {
  const parts = template.split(/\$(?:([nbatmsvlfowi])\b|\[([^\]]+)\])/);
  const at = (k: number) => parts.filter((_, i) => i % 3 === k);
  const [letters, names] = [at(1), at(2)];
  return {
    text: at(0),
    holes: letters.map((letter, i) => (letter ? holes[letter as keyof typeof holes] : names[i]!)),
  };
}

/** Each instance of a template that declares something has a number of its own; a module counts them anew. */
let instances = 0;

/** What is drawn from: kinds, holders of receivers, and the three kinds of statements that programs are made of. */
type Rules = Record<string, Piece>;

/** Random programs of a dialect; with `cuts` also of forms that take numbers out of the trace, and of wrong arguments. */
export function programs(dialect: Dialect, cuts: boolean): fc.Arbitrary<Program> {
  const own: readonly Grammar[] = dialects[dialect];
  const grammars: readonly Grammar[] = [...everywhere, ...own, ...(cuts ? cutting : [])];
  const { program } = fc.letrec<Rules>((tie) => {
    const piece = (template: string, ...names: string[]): fc.Arbitrary<Piece> => {
      const [body = '', top] = template.split(' ;; ').reverse();
      const parsed = parse(body);
      return fc.tuple(...parsed.holes.map((hole) => tie(hole))).map((parts) => {
        const own = `§${++instances}`;
        const text = parsed.text
          .map((literal, i) => literal.replaceAll('§', own) + (parts[i]?.text ?? ''))
          .join('');
        return {
          text,
          top: [...parts.flatMap((part) => part.top), ...(top ? [top.replaceAll('§', own)] : [])],
          forms: [...names, ...parts.flatMap((part) => part.forms)],
        };
      });
    };
    const oneOf = (first: readonly string[], kind: Kind, given: readonly Grammar[]) =>
      fc.oneof(
        { maxDepth: 4, depthIdentifier: 'program', withCrossShrink: true },
        fc.constantFrom(...first).map((text): Piece => ({ text, top: [], forms: [] })),
        ...given.flatMap((grammar) =>
          Object.entries(grammar[kind] ?? {}).map(([name, template]) => ({
            weight: own.includes(grammar) ? 4 : 1,
            arbitrary: piece(template, `${kind} ${name}`),
          })),
        ),
      );
    /** Calls of the entries of a table, each as likely as any other. */
    const called = (table: string, callers: readonly Caller[], keep: (call: string) => string) =>
      fc.oneof(
        ...callers
          .filter(({ smooth }) => cuts || smooth)
          .map(({ name, fitting, misfitting }) => {
            const all = (templates: readonly string[]) =>
              fc.oneof(...templates.map((call) => piece(keep(`await attempt(${JSON.stringify(`${table} ${name}`)}, () => ${call})`), `${table} ${name}`))); // prettier-ignore
            if (!cuts || misfitting.length === 0) return all(fitting);
            return fc.oneof(
              { weight: 3, arbitrary: all(fitting) },
              { weight: 1, arbitrary: all(misfitting) },
            );
          }),
      );
    const kinds = Object.values(holes).map(
      (kind: Kind) => [kind, oneOf(leaves[kind], kind, grammars)] as const,
    );
    const held = [
      ...Object.entries(holders).flatMap(([name, { on }]) => (on ? [[name, on] as const] : [])),
      ...Object.entries(receivers).map(([name, on]) => [`matrix ${name}`, on] as const),
    ].map(([name, on]) => [name, fc.oneof(...on.map((template) => piece(template)))] as const);
    const statements = fc.array(
      fc.oneof(
        { weight: cuts ? 3 : 5, arbitrary: tie('statement') },
        { weight: cuts ? 6 : 3, arbitrary: tie('native') },
        { weight: 3, arbitrary: tie('member') },
      ),
      { minLength: 1, maxLength: cuts ? 60 : 14, size: 'max' },
    );
    return {
      ...Object.fromEntries(kinds),
      ...Object.fromEntries(held),
      native: called('native', natives, (call) => `got = ${call};`),
      member: called('member', matrixMembers, (call) => `u = kept(${call}, u);`),
      program: statements.map((parts) => ({
        text: parts.map(({ text }) => `  ${text}`).join('\n'),
        top: parts.flatMap(({ top }) => top),
        forms: parts.flatMap(({ forms }) => forms),
      })),
    };
  });
  return program!.map((made) => ({ ...made, dialect }));
}

/** The module that a program's statements stand in. */
export function moduleOf({ text, top, dialect }: Program): string {
  const isScript = dialect.endsWith('.cjs');
  const lines = [
    ...(isScript ? ["const { Matrix } = require('ml-matrix');", "const M = require('ml-matrix');"] : ["import { Matrix } from 'ml-matrix';", "import * as M from 'ml-matrix';"]),
    ...new Set(top),
    prologue,
    '/** @trace f(1.3, -0.7, [0.5, 2, -1.25], new Matrix([[1, 0.4], [-0.3, 2]])) */',
    `${isScript ? '' : 'export '}async function f(x, y, a, m) {${scope}\n${text}\n  ${epilogue}\n}`,
    ...(isScript ? ['exports.f = f;'] : []),
  ]; // prettier-ignore
  const numbers = new Map<string, number>();
  return lines
    .join('\n')
    .replaceAll(/§(\d*)/g, (_, n: string) =>
      String(numbers.get(n) ?? numbers.set(n, numbers.size + 1).get(n)),
    );
}

/** What programs have at the top of their module. */
const prologue = `const own = {};
console.begin?.(own);
const log = (v) => { console.report(own, v); return v; };
const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11);
const pending = (ms) => new Promise((settle) => void setTimeout(settle, ms, 'still pending'));
async function attempt(name, run) {
  let how = 'ok', v;
  try {
    v = run();
    if (v instanceof Promise) v = await Promise.race([v, pending(name.includes('WebAssembly') ? 9e3 : 1e3)]);
    if (v !== null && typeof v === 'object' && typeof v.next === 'function' && v instanceof Iterator) v = [...Iterator.prototype.take.call(v, 4)];
  } catch (e) { how = 'threw'; v = e; }
  console.report(own, how, name, v);
  return v;
}
const kept = (v, before) => (M.Matrix.isMatrix(v) && v.rows === 2 && v.columns === 2 ? v : before);
const numbersIn = (v) => (M.Matrix.isMatrix(v) ? v.to1DArray() : [v].flat(3).flatMap((v) => (v instanceof Float64Array ? [...v] : [v])));
const small = (...list) => list.map((v) => (typeof v === 'number' && v > 99 ? 2 : v));
const finite = (v, ...rest) => [numbersIn(v).every((v) => typeof v !== 'number' || Number.isFinite(v)) ? v : Matrix.eye(2), ...rest];`;
/** What statements have in scope. */
const scope = `
  /(?:)/.exec('');
  let p = x * 0.5, q = y, r = 1, list = [x, 2, y], o = { p: y, q: x, f: (v) => v * y }, got, u = m.clone();
  const slots = new Float64Array(3); slots[0] = x; slots[2] = y * x;
  class C { #h = 2; static twice(v) { return v * 2; } constructor(v) { this.w = v; } get v() { return this.w * 0.5; } set v(v) { this.w = v; } step(v) { this.w += v * 0.1; return this.w; } hidden(v) { return (this.#h *= 0.5) * v; } has(k) { return #h in k; } }
  class D extends C { constructor(v) { super(v * 2); } get v() { return super.v + 1; } }
  class V extends Matrix {}
  const c = new C(x), add = (u, v) => u + 2 * v;
  function* gen(v) { const got = yield v; yield v * v; yield got ?? 1; }
  function tag(parts, v) { return parts.length * v; }`;
/** What they leave behind is shown, and its numbers given back. */
const epilogue =
  'log([p, q, r, list, slots, o, c, m, u]);\n  return [p, q, r, list, slots, o.p, o.q, c.v, m, u];';

/** Names of all forms of a dialect, and of all callers, for the histogram. */
export const formNames: readonly string[] = [...new Set(
  [...everywhere, ...cutting, ...Object.values(dialects).flat()].flatMap((grammar: Grammar) =>
    Object.entries(grammar).flatMap(([kind, given]) => Object.keys(given).map((name) => `${kind} ${name}`)),
  ),
)]; // prettier-ignore
export const nativeNames = natives.map(({ name }) => `native ${name}`);
export const memberNames = matrixMembers.map(({ name }) => `member ${name}`);
