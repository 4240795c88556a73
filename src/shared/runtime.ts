/**
 * # What instrumented code calls
 *
 * The instrumenter writes calls of these members of the constant `__gl`; the tracer implements them. `s` is a site
 * number. Members never change the meaning of the program: on plain values each does what the operator it stands
 * for does, with the same errors. A *box* is a tracked number.
 *
 * Operands are evaluated by JavaScript itself, left to right, as arguments. Where the language evaluates something
 * in between (a member's value before the call's arguments, the old value before the right-hand side), a member
 * leaves it in a *register*, and the generated code reads the register as the very next thing, before any user
 * code can run: no temporaries, no thunks, so `yield`, `await` and `arguments` keep their meaning.
 */
export interface Runtime {
  // Operators. `a + b` → `__gl.add(s, a, b)`; literal–literal operators stay.
  add(s: number, a: unknown, b: unknown): unknown;
  sub(s: number, a: unknown, b: unknown): unknown;
  mul(s: number, a: unknown, b: unknown): unknown;
  div(s: number, a: unknown, b: unknown): unknown;
  mod(s: number, a: unknown, b: unknown): unknown;
  pow(s: number, a: unknown, b: unknown): unknown;
  bitAnd(s: number, a: unknown, b: unknown): unknown;
  bitOr(s: number, a: unknown, b: unknown): unknown;
  bitXor(s: number, a: unknown, b: unknown): unknown;
  shl(s: number, a: unknown, b: unknown): unknown;
  sar(s: number, a: unknown, b: unknown): unknown;
  shr(s: number, a: unknown, b: unknown): unknown;
  lt(s: number, a: unknown, b: unknown): boolean;
  le(s: number, a: unknown, b: unknown): boolean;
  gt(s: number, a: unknown, b: unknown): boolean;
  ge(s: number, a: unknown, b: unknown): boolean;
  /** `==`, `!=`, `===`, `!==`. */
  eq(s: number, a: unknown, b: unknown): boolean;
  ne(s: number, a: unknown, b: unknown): boolean;
  seq(s: number, a: unknown, b: unknown): boolean;
  sne(s: number, a: unknown, b: unknown): boolean;
  /** `key in object` and `value instanceof constructor`. */
  inOp(s: number, key: unknown, object: unknown): boolean;
  instanceOf(s: number, value: unknown, constructor: unknown): boolean;
  neg(s: number, a: unknown): unknown;
  plus(s: number, a: unknown): unknown;
  bitNot(s: number, a: unknown): unknown;
  not(s: number, a: unknown): boolean;
  /** `typeof x` → `(typeof x === "object" ? __gl.typeOf(x) : typeof x)`; `typeof (e)` of a non-identifier → `__gl.typeOf(e)`. */
  typeOf(a: unknown): string;
  /**
   * `i++`, `--i` on an identifier → `i = __gl.inc(s, i)`, `__gl.dec`. Leaves ToNumeric of the old value in `old`: where a
   * postfix value is used, `(i = __gl.inc(s, i), __gl.old)`.
   */
  inc(s: number, a: unknown): unknown;
  dec(s: number, a: unknown): unknown;
  old: unknown;

  // Conditions. A condition that is not plainly boolean already → `__gl.truth(s, x)`.
  // `a && b` → `(__gl.truth(s, a) ? b : __gl.v)`, `a || b` → `(__gl.truth(s, a) ? __gl.v : b)`; `??` stays.
  /** Truth of a value; leaves the value in `v`. */
  truth(s: number, a: unknown): boolean;
  v: unknown;
  /** `a?.rest` → `(__gl.nil(a) ? undefined : rest of __gl.v)`. Is it null or undefined? Leaves the value in `v`. */
  nil(a: unknown): boolean;

  // Calls. `f(a, b)` → `__gl.call2(s, f, undefined, a, b)`;
  // `o.m(a)` → `__gl.call1(s, __gl.method(s, o, "m"), __gl.self, a)`: `method` fetches `o.m` and leaves `o` in `self`.
  // `o.#m(a)` → `__gl.call1(s, __gl.keep(o).#m, __gl.kept, a)`; `super.m(a)` → `__gl.call1(s, super.m, this, a)`.
  // Spread or more than three arguments → `callN(s, f, self, [a, ...b])`.
  call0(s: number, f: unknown, self: unknown): unknown;
  call1(s: number, f: unknown, self: unknown, a: unknown): unknown;
  call2(s: number, f: unknown, self: unknown, a: unknown, b: unknown): unknown;
  call3(s: number, f: unknown, self: unknown, a: unknown, b: unknown, c: unknown): unknown;
  callN(s: number, f: unknown, self: unknown, args: unknown[]): unknown;
  method(s: number, object: unknown, key: PropertyKey): unknown;
  /** `method` for a computed key (`o[k](a)`). */
  methodAt(s: number, object: unknown, key: unknown): unknown;
  self: unknown;
  /** A tag → `__gl.tag(s, f, self)` and the template, which stays: a function that calls `f` on `self`. */
  tag(s: number, f: unknown, self: unknown): unknown;
  /** `new C(a)` → `__gl.construct(s, C, [a])`. */
  construct(s: number, constructor: unknown, args: unknown[]): unknown;
  /** Direct `eval(x)` → `eval(__gl.evalSource(s, x))`: instruments the source handed over. */
  evalSource(s: number, source: unknown): unknown;

  /**
   * `with (o) f(x)` → `with (__gl.scope(s, o)) __gl.call1(s, __gl.looked(__gl.look(), f), __gl.self, x)`: what has the names of
   * `o`, but for `__gl`. A name that is found there is called on `o`: to look it up leaves that in `self`.
   */
  scope(s: number, object: unknown): unknown;
  look(): void;
  looked(looked: void, f: unknown): unknown;

  // Members. `o.name` is rewritten only for `watchedGetters`, and `o.name = v` only for `watchedSetters`.
  get(s: number, object: unknown, key: PropertyKey): unknown;
  /** `o[k]`. */
  at(s: number, object: unknown, key: unknown): unknown;
  /** `o[k] = v`; returns v. The sloppy forms are for code outside strict mode. */
  setAt(s: number, object: unknown, key: unknown, value: unknown): unknown;
  setAtSloppy(s: number, object: unknown, key: unknown, value: unknown): unknown;
  /** Leaves `o` in `kept` and returns it: `o.p += e` → `__gl.keep(o).p = __gl.add(s, __gl.kept.p, e)` for any base that is not an identifier or `this`. */
  keep(object: unknown): unknown;
  kept: unknown;
  /**
   * `o[k] += e` → `__gl.put(s, __gl.ref(o, k), __gl.add(s, __gl.current(s), e))`, and `__gl.putSloppy`.
   * `ref` makes a reference and leaves it in `lastRef`; `current` reads through `lastRef` and leaves it there again, also when a getter ran.
   * `o[k]++` used as a value → `__gl.putOld(s, __gl.ref(o, k), __gl.inc(s, __gl.current(s)), __gl.old)`, returning the old value.
   * `o[k] ||= e` → `(__gl.ref(o, k), __gl.truth(s, __gl.current(s)) ? __gl.v : __gl.put(s, __gl.lastRef, e))`; `??=` with `nil`.
   */
  ref(object: unknown, key: unknown): unknown;
  lastRef: unknown;
  current(s: number): unknown;
  put(s: number, ref: unknown, value: unknown): unknown;
  putSloppy(s: number, ref: unknown, value: unknown): unknown;
  putOld(s: number, ref: unknown, value: unknown, old: unknown): unknown;
  putOldSloppy(s: number, ref: unknown, value: unknown, old: unknown): unknown;
  /** A computed key of an object literal, class member, pattern or `delete o[k]`: the box as its number. */
  key(s: number, key: unknown): unknown;
  /** `${x}` → `${__gl.text(s, x)}`. */
  text(s: number, value: unknown): unknown;
  /** `{ ...x }` → `{ ...__gl.properties(s, x) }`: what has the value's properties, tracked slots as boxes. */
  properties(s: number, value: unknown): unknown;
  /**
   * `const { 0: q } = x` → `const { 0: q } = __gl.patterned(s, x, { object: [] })`: what the pattern may take apart in place of the
   * value, tracked slots as boxes. Also `for ({ 0: q } of …)`, and defaults. `[...{ 0: q }]` becomes `[{ 0: q }]`: what stands for the
   * value hands the rest over as one element.
   */
  patterned(s: number, value: unknown, pattern: Pattern): unknown;
  /** `({ 0: q } = x)` → `__gl.taken({ 0: q } = __gl.patterned(s, x, …))`: the value itself again. */
  taken(value: unknown): unknown;
  /**
   * `function f({ 0: p }, q = p)` → `function f(__gl0, __gl1 = void 0, ...{ [__gl.none]: { 0: { 0: p }, 1: q = p } =
   * __gl.parameters(s, [__gl0, __gl1], { object: [{ object: [], at: 7 }] }) })`: names are bound in the parameters' own scope, in
   * their order, and `length` stays. Nothing has the key `none`. `at` is the site of `destructured`, where V8 quotes something.
   */
  parameters(s: number, values: readonly unknown[], pattern: Pattern): unknown;
  none: symbol;
  /** `return x` in a function that may be a constructor → `return __gl.returned(new.target, x)`: `new` takes no tracked number for an object. */
  returned(target: unknown, value: unknown): unknown;
  /** The array of a rest parameter: the arguments from index `from` on. */
  restOf(all: ArrayLike<unknown>, from: number): unknown[];
  /** `({ 0: p }, ...q) =>` → `(__gl0, ...{ [__gl.ofRest(s, [__gl0], …)]: { 0: { 0: p }, 1: q } }) =>`: an arrow function has no `arguments`. */
  ofRest(s: number, values: readonly unknown[], pattern: Pattern): symbol;
  // Checks of values that the engine iterates or destructures itself. Each returns the value, or throws V8's error for the user's text.
  /**
   * The operand of `for`, of an array pattern, of `yield*`, or of a spread that is not the last argument. The site's text is the
   * message, if that does not depend on the value.
   */
  iterable(s: number, value: unknown): unknown;
  /** The operand of `for await`; the site's text is the message. */
  asyncIterable(s: number, value: unknown): unknown;
  /** `f(...x)` → `f(...__gl.spread(s, x))`; the site's text is `x`. */
  spread(s: number, value: unknown): unknown;
  /** `const { z } = x` → `const { z } = __gl.destructured(s, x)`; the site's text starts the message. */
  destructured(s: number, value: unknown): unknown;
  /**
   * The discriminant and the cases of a `switch` → `switch (__gl.plain(s, x))`; `done` of an iterator's result, which the
   * engine reads as a boolean. The site's text says what reads it, if it is no `switch`.
   */
  plain(s: number, value: unknown): unknown;

  /** `throw x` → `throw __gl.thrown(s, x)`. */
  thrown(s: number, value: unknown): unknown;
  /** First statement of a `catch` with a name: from here on the message of what was caught quotes functions as they were written. */
  caught(value: unknown): void;

  // Bindings and scopes.
  /** A read of a module-level binding (own or imported by a relative path) inside a function; the site's text is its name. */
  captured(s: number, value: unknown): unknown;
  /** `const x = e`, `x = e`, `this.w = e` in workspace files, and parameters at function entry; the site's text is the name. Returns the value. */
  name(s: number, value: unknown): unknown;
  /** First statement of a loop's body; the site is the loop. Gives limits and cancelling their chance. */
  iteration(s: number): void;
  /** Registers the module's `@trace` cases; the last statement of the module. `thunks[i]` evaluates case i's callee, receiver and arguments. */
  cases(file: string, thunks: readonly (() => CaseCall)[]): void;
  /** Helpers of the @trace call that no name of the module shadows: `randn` → `__gl.helpers.randn`. */
  helpers: CaseHelpers;
}

/** Checks V8 makes before destructuring, with the sites whose texts its errors quote. */
interface PatternChecks {
  /** Site of `destructured`. */
  readonly at?: number;
  /** Site of `iterable`. */
  readonly by?: number;
  /** `undefined` is not checked: the default replaces it. */
  readonly optional?: boolean;
  /** An inner pattern has checks. */
  readonly asks?: boolean;
}

/**
 * The shape of a destructuring pattern: its inner patterns, in the order in which the engine reads their source values; 0 for a
 * name. `rest`: the last one is for all elements that are left. `each`: for every element that a loop iterates.
 */
export type Pattern =
  | (PatternChecks & { readonly object: readonly (Pattern | 0)[] })
  | (PatternChecks & { readonly array: readonly (Pattern | 0)[]; readonly rest?: boolean })
  | (PatternChecks & { readonly each: Pattern });

/** A case's call, evaluated up to the call itself. */
export interface CaseCall {
  readonly callee: unknown;
  readonly self: unknown;
  readonly args: unknown[];
  /** Site of the call; a plain run has none. */
  readonly site?: number;
}

/** What a parameter calls its argument: a name, or a pattern that names parts of it. */
export type ParameterName = string | ParameterPattern;

/** The names that `{ mass, speed: v, ...others }` or `[x, , y]` binds; the parameters of a function are a list. */
export interface ParameterPattern {
  readonly kind: 'object' | 'list';
  /** What is bound, by property or index; what a computed key binds is left out. */
  readonly parts: readonly (readonly [key: string, name: ParameterName])[];
  /** What collects the rest: of a list from index `from` on, of an object what no part has taken. */
  readonly rest?: { readonly name: ParameterName; readonly from: number };
}

/** The functions that a `@trace` call may use without importing them. */
export interface CaseHelpers {
  randn(...shape: number[]): unknown;
  rand(...shape: number[]): unknown;
  zeros(...shape: number[]): unknown;
  ones(...shape: number[]): unknown;
  eye(rows: number, columns?: number): unknown;
  arange(start: number, stop?: number, step?: number): number[];
  linspace(start: number, stop: number, count?: number): number[];
  staticArg(value: unknown): unknown;
  /** The function behind a property that is a getter; undefined of any other. */
  getter(object: unknown, key: PropertyKey): unknown;
}

/** The constant that instrumented code refers to. */
export const runtimeGlobal = '__gl';

/**
 * Starts the block comment that stands inside every instrumented function and class (after the parameters, after the heritage):
 * `Function.prototype.toString` tells instrumented code from all other by it. The number that follows is the site of the whole
 * function, the least of those inside it.
 */
export const functionMark = '/*__gl';
/** Follows it in functions outside strict mode that say `this`: for them the language makes an object of a number. */
export const sloppyMark = '/*this*/';

/** Names whose read may run code outside the instrumented world: getters of ml-matrix and of natives. */
export const watchedGetters: ReadonlySet<string> = new Set([
  'size', 'rows', 'columns', 'diagonalSize',
  'condition', 'norm2', 'rank', 'diagonal', 'threshold', 'leftSingularVectors', 'rightSingularVectors', 'diagonalMatrix',
  'realEigenvalues', 'imaginaryEigenvalues', 'eigenvectorMatrix',
  'lowerTriangularMatrix', 'upperTriangularMatrix', 'pivotPermutationVector', 'orthogonalMatrix', 'determinant',
  'stackTraceLimit',
]); // prettier-ignore
/** Names whose write a native reads as a number. */
export const watchedSetters: ReadonlySet<string> = new Set([
  'length', 'lastIndex', 'exitCode', 'stackTraceLimit', 'port', 'defaultMaxListeners', 'poolSize',
]); // prettier-ignore
