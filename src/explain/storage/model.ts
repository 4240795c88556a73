import type { Node } from '../../instrument/syntax.ts';

/** A node of the program with the file that it stands in. */
export interface Site {
  readonly node: Node;
  readonly file: number;
}

/** Why a thing is another than the one whose storage it shares; see `Thing`. */
export type Origin = 'made' | 'alias' | 'result' | 'returned' | 'copy' | 'element' | 'scratch' | 'view';

/**
 * What the program text takes for one thing: `x` is one thing under all its names in the functions that it is given to, and after
 * changes in place that are meant; the `y` of `const y = x`, and of `const y = x.add(1)`, is another. The machine may keep several
 * things in one storage: then a change of one is a change of all.
 */
export class Thing {
  readonly origin: Origin;
  /** The thing whose storage it got. */
  readonly parent: Thing | undefined;
  /** When it came to be, on the clock of the run. */
  readonly born: number;
  readonly site: Site | undefined;
  /** The iteration of the outermost loop in which it came to be, 0 or 1. */
  readonly iteration: number | undefined;
  /** What it is a part of, where it is another thing because that is. */
  readonly whole: Thing | undefined;
  /** The first name that it had. */
  name: string | undefined;
  /** The things that are parts of others, seen through this one. */
  readonly parts = new Map<Thing, Thing>();
  #same: Thing | undefined;

  constructor(origin: Origin, { time, iteration }: Moment, site?: Site, parent?: Thing, whole?: Thing) {
    this.origin = origin;
    this.born = time;
    this.iteration = iteration;
    this.site = site;
    this.parent = parent;
    this.whole = whole;
  }

  /** The thing that this has turned out to be. */
  get itself(): Thing {
    return this.#same ? this.#same.itself : this;
  }

  /** Says that this is no thing of its own but another one. */
  become(other: Thing): void {
    const [self, target] = [this.itself, other.itself];
    if (self === target) return;
    self.#same = target;
    for (const [whole, part] of self.parts) part.become(whole);
  }

  /** Whether this is a part of another thing, seen for itself: what is written to it is meant for the other as well. */
  isViewOf(other: Thing): boolean {
    const { origin, parent } = this.itself;
    return (
      origin === 'view' && parent !== undefined && (parent.itself === other.itself || parent.isViewOf(other))
    );
  }

  /** Whether this and another thing are one storage in two places of a container. */
  isBeside(other: Thing): boolean {
    const [one, two] = [this.itself, other.itself];
    const areElements = one.origin === 'element' && two.origin === 'element';
    return one !== two && areElements && one.parent?.itself === two.parent?.itself;
  }

  /** Whether this came out of another thing, by steps. */
  comesFrom(other: Thing): boolean {
    const wanted = other.itself;
    for (let up = this.itself.parent; up; up = up.itself.parent) if (up.itself === wanted) return true;
    return false;
  }
}

/** A time of a run, and the iteration of the outermost loop that it is in. */
export interface Moment {
  readonly time: number;
  readonly iteration: number | undefined;
}

/** Where an element stands: a number, a number beside one that is not known (`i + 1`), a key; undefined where nothing is known. */
export type Index = number | string | { readonly of: object; readonly plus: number } | undefined;

/** What holds numbers or other storage. */
export class Storage {
  readonly kind: 'array' | 'matrix' | 'object';
  /** The thing that it was made for. */
  readonly owner: Thing;
  readonly site: Site | undefined;
  /** What stands under known keys, and under all others. */
  readonly slots = new Map<string, Slot>();
  readonly rest: Slot = { value: nothing };
  readonly writes: Write[] = [];
  /** Stands for many of its kind: the rows of a table. */
  isMany = false;
  /** It was made of a length alone, to be filled. */
  isBlank = false;
  /** One storage stands in all places: since when, and the thing that each place is taken for. */
  shared: Shared | undefined;
  /** What was put behind the last, where and when. */
  readonly appended = new Map<Storage, { readonly site: Site; readonly moment: Moment }>();
  /** The class of an object. */
  type: Callable | undefined;

  constructor(kind: Storage['kind'], owner: Thing, site?: Site) {
    this.kind = kind;
    this.owner = owner;
    this.site = site;
  }
}

interface Shared {
  readonly site: Site;
  readonly moment: Moment;
  readonly things: { readonly key: unknown; readonly plus: number; readonly thing: Thing }[];
}

/** A storage, as the thing that it is taken for. */
export interface Ref {
  readonly storage: Storage;
  readonly thing: Thing;
  /** Which one of a storage that stands for many. */
  readonly at: readonly Index[];
  /** The part of the storage that is seen, where it is not all. */
  readonly view?: object;
}

/** A function or class: of the program, or of a library by its path (`Math.max`, `ml-matrix:Matrix.add`). */
export type Callable =
  { readonly node: Node; readonly scope: Scope; readonly self?: Value } | { readonly library: string };

/** What an expression may be: storage, functions, a position. Plain numbers are nothing. */
export interface Value {
  readonly refs: readonly Ref[];
  readonly callables: readonly Callable[];
  readonly index?: Index;
}

export const nothing: Value = { refs: [], callables: [] };

/** A variable or a field. */
export interface Slot {
  value: Value;
}

/** The names of a block, function or module. */
export class Scope {
  readonly file: number;
  readonly parent: Scope | undefined;
  readonly names = new Map<string, Slot>();
  /** What `this` is. */
  self: Value | undefined;

  constructor(file: number, parent?: Scope, self = parent?.self) {
    this.file = file;
    this.parent = parent;
    this.self = self;
  }

  find(name: string): Slot | undefined {
    return this.names.get(name) ?? this.parent?.find(name);
  }
}

/** One way through a branch; `outer` are those around it. */
export interface Arm {
  readonly branch: object;
  readonly way: number;
  readonly outer: Arm | undefined;
}

/** A change of a storage in place. */
export interface Write {
  thing: Thing;
  readonly key: readonly Index[];
  readonly view: object | undefined;
  readonly time: number;
  readonly arm: Arm | undefined;
  readonly site: Site;
  /** Only the order of the elements is another: `sort`. */
  readonly isOrder: boolean;
  /** The iteration of the outermost loop around it, 0 or 1. */
  readonly iteration: number | undefined;
}

/** Two things in one storage: one was written, then the other read as if it had not been. */
export interface Clash {
  readonly storage: Storage;
  readonly write: Write;
  readonly writer: Thing;
  readonly reader: Thing;
  readonly read: Site;
}

/** Either of two values. */
export function either(a: Value, b: Value): Value {
  if (a === b || b === nothing) return a;
  if (a === nothing) return b;
  const refs = [...a.refs];
  for (const ref of b.refs) if (!refs.some((one) => isSameRef(one, ref))) refs.push(ref);
  const callables = [...new Set([...a.callables, ...b.callables])];
  return { refs: refs.slice(0, mostRefs), callables };
}

/** A value that can be more things than this is followed no further. */
const mostRefs = 8;

function isSameRef(a: Ref, b: Ref): boolean {
  return a.storage === b.storage && a.thing.itself === b.thing.itself && a.view === b.view;
}

/** Whether two places can be the same element. */
export function canMeet(a: readonly Index[], b: readonly Index[]): boolean {
  return a.every((index, k) => k >= b.length || canBe(index, b[k]));
}

function canBe(a: Index, b: Index): boolean {
  if (a === undefined || b === undefined) return true;
  if (typeof a === 'object' && typeof b === 'object') return a.of !== b.of || a.plus === b.plus;
  return typeof a === 'object' || typeof b === 'object' || a === b;
}

/** Whether two moments can be of one run: they are not in different ways of one branch. */
export function canFollow(a: Arm | undefined, b: Arm | undefined): boolean {
  for (let one = a; one; one = one.outer)
    for (let other = b; other; other = other.outer)
      if (one.branch === other.branch && one.way !== other.way) return false;
  return true;
}
