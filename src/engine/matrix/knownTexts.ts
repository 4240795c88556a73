/** The class of matrices of one copy of ml-matrix. */
interface Matrices {
  readonly prototype: object;
}
type Holder = Readonly<Record<string, unknown>>;

/** A member that a kernel reproduces, with functions that it calls: where they are looked up, and what they were. */
export interface KnownMember {
  readonly calls: readonly { readonly holder: Holder; readonly key: string; readonly value: unknown }[];
}

/**
 * Hashes of the source texts of ml-matrix members that kernels reproduce to the last bit, with what they call. A member with any
 * other text, of another version or patched, is run as it is.
 *
 * To add those of a new version of ml-matrix, install it, run `node scripts/knownTexts.mts PACKAGE`, which prints the hashes that
 * are not here with the texts they are of, read these, and add what computes just as it is said below.
 */
export const knownHashes: ReadonlySet<number> = new Set([
  // mmul, six plain lines: for each column of B, for each row of A, a sum from 0 in the order of the inner dimension
  0x86aecf71,
  // f() in place goes over the elements; f(value) too, with a number or a matrix of the same shape
  0x759f10c4, 0xa741de60,
  // a static f(matrix), f(matrix, value) is that on `new Matrix(matrix)`
  0xe25f322a, 0x0bc59982,
  // `new Matrix(matrix)` copies element by element
  0xef383ce0,
  // sum, product, max, min, trace, mean, dot, norm read their receiver by `get`, or by one another
  0xb3d07e42, 0x95ec260a, 0x9a443ad2, 0x6cecc8ce, 0xba537123, 0xe197fbbe, 0xccc0294e, 0x0a739612,
  // f(vector) in place takes one of its numbers for each column, for each row
  0xb62fdc90, 0x8fc16761,
  // transpose() sets each element of a new matrix
  0x11bca762,
  // neg() in place is mulS(-1)
  0xf733f464,
  // the class alone: `new Matrix(rows, columns)` makes rows of zeros
  0x8bbc40d3,
]);

/** The operators of elementwise members that take a second operand. */
const operators: Readonly<Record<string, string>> = {
  __proto__: null as never,
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
};

/** Whether all that `new Matrix` makes is a matrix of three properties: its rows, and the two numbers of its shape. */
export function isKnownClass(matrix: Matrices & (new (rows: number, columns: number) => object)): boolean {
  let known = foundClasses.get(matrix);
  if (known === undefined) {
    known = knownHashes.has(hash(textOf([matrix])));
    known &&= Reflect.ownKeys(new matrix(1, 1)).join() === 'data,rows,columns';
    foundClasses.set(matrix, known);
  }
  return known;
}
const foundClasses = new WeakMap<object, boolean>();

/** Members that read their receiver by `get` alone, with those that they call on it. */
const reading: Readonly<Record<string, readonly string[]>> = {
  __proto__: null as never,
  sum: [],
  product: [],
  max: [],
  min: [],
  trace: [],
  mean: ['sum'],
  dot: ['to1DArray'],
  norm: ['max', 'dot', 'to1DArray'],
};

/** Members that were found to be known, for the sessions to come. */
const found = new WeakMap<object, KnownMember>();

/** The member of this name, of the prototype or a static one, as a kernel knows it; null if none does. */
export function knownMember(name: string, member: object, matrix: Matrices): KnownMember | null {
  const earlier = found.get(member);
  if (earlier) return earlier;
  const read = readMember(name, member, matrix);
  if (!read?.texts.every((text) => knownHashes.has(hash(text)))) return null;
  found.set(member, read);
  return read;
}

/** What `new Matrix` and `to1DArray` call of the language, as it is before any program can replace it. */
const builtIns = (
  [
    [Array.prototype, 'push'],
    [Number, 'isInteger'],
    [globalThis, 'Float64Array'],
  ] as unknown as readonly (readonly [Holder, string])[]
).map(([holder, key]) => ({ holder, key, value: holder[key] }));

/**
 * Whether the functions that the member calls are still those whose texts were read, and the language's what they were: a program that
 * replaces one sees each call of it.
 */
export function isIntact({ calls }: KnownMember): boolean {
  for (const { holder, key, value } of calls) if (holder[key] !== value) return false;
  for (const { holder, key, value } of builtIns) if (holder[key] !== value) return false;
  return true;
}

/** A member that a kernel may know: the functions it calls, and the texts that must be known, its own and theirs. */
export function readMember(
  name: string,
  member: object,
  matrix: Matrices,
): (KnownMember & { readonly texts: readonly string[] }) | null {
  const [statics, own] = [matrix, matrix.prototype] as unknown as readonly [Holder, Holder];
  const calls = (holder: Holder, keys: readonly string[]) =>
    keys.map((key) => ({ holder, key, value: holder[key] }));
  if (name === 'mmul') return { calls: calls(statics, ['checkMatrix']), texts: [textOf([member])] };
  if (name === 'transpose' && own[name] === member)
    return { calls: calls(own, ['get', 'set']), texts: [textOf([member]), textOf([matrix])] };
  const [, operator = '', line] = /^(\w+)(Row|Column)Vector$/.exec(name) ?? [];
  if (line && operator in operators && own[name] === member)
    return { calls: calls(own, ['get', 'set']), texts: [textOf([member], operator)] };
  const others = reading[name];
  if (others && own[name] === member)
    return {
      calls: calls(own, ['get', ...others]),
      texts: [textOf([member, ...others.map((key) => own[key])])],
    };
  const isStatic = statics[name] === member;
  if (!(name in operators || name in Math || name === 'neg') || !(isStatic || own[name] === member))
    return null;
  const forms = calls(
    own,
    name === 'neg' ? [name, 'mulS'] : name in operators ? [name, `${name}M`, `${name}S`] : [name],
  );
  const copying = [
    ...calls(statics, ['copy', 'isMatrix', 'checkMatrix']),
    ...calls(own, ['entries', 'get', 'set']),
  ];
  const valuesOf = (called: typeof forms) => called.map(({ value }) => value);
  const itself = textOf([...(isStatic ? [member] : []), ...valuesOf(forms)], name);
  return { calls: [...forms, ...copying], texts: [itself, textOf([matrix, ...valuesOf(copying)])] };
}

/** The texts of functions, in which all white space is the same; so is the elementwise function called `name`. */
function textOf(functions: readonly unknown[], name?: string): string {
  let text = functions.map((f) => (typeof f === 'function' ? toText.call(f) : '')).join('\n');
  if (name !== undefined)
    text = text
      .replaceAll(`Math.${name}(`, 'f(')
      .replaceAll(`this.get(i, j) ${operators[name]} `, 'this.get(i, j) ∘ ')
      .replaceAll(new RegExp(`\\b${name}(?=([MS]|(Row|Column)Vector)?\\()`, 'g'), 'f');
  return text.replace(/\s+/g, ' ');
}
const toText = Function.prototype.toString;

/** FNV-1a of a text. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
