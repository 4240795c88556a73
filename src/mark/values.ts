import type { Guess } from './guess.ts';
import { type Size, type What, type WhatOf } from './guess.ts';

/** How values are written. */
export interface Manner {
  /** Random numbers around 0, or between 0 and 1: logarithms and roots need the second. */
  readonly draw: 'randn' | 'rand';
  /** Numbers of which nothing is known, in turn. */
  readonly numbers: readonly number[];
  readonly countOf: (size: Size) => number;
}

/** An argument as text. */
export interface Written {
  readonly text: string;
  /** False where nothing was known that could be written. */
  readonly isKnown: boolean;
}

/** Names of numbers that are small, and of those that count. */
const small = /^(lr|eta|alpha|rate|.*Rate|lambda|reg.*|mu|decay|damping)$/i;
const tiny = /^(h|dt|eps|epsilon|tol|tolerance|delta|step|stepSize)$/i;
const counting =
  /^(n|m|k|count|steps|iterations|iters?|epochs|rounds|times|order|degree|depth|num[A-Z].*|n[A-Z].*|max[A-Z].*)$/;

/** Writes values that fit what is known of them. */
export class Values {
  readonly #manner: Manner;
  #numbers = 0;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  write(guess: Guess): Written {
    const { what, name } = guess;
    switch (what.is) {
      case 'open':
      case 'number':
        return known(this.#number(what, name));
      case 'text':
        return known(what.text);
      case 'matrix':
        return known(this.#matrix(what));
      case 'list':
        return this.#list(what);
      case 'tuple':
        return joined(
          what.of.map((one) => this.write(one)),
          (parts) => `[${parts.join(', ')}]`,
        );
      case 'object':
        return this.#object(what.fields);
      case 'instance':
        return joined(this.writeAll(what.given), (parts) => `new ${what.name}(${parts.join(', ')})`);
      case 'function':
        return known(functionText(what));
      case 'map':
        return joined(
          [this.write(what.key), this.write(what.of)],
          (pair) => `new Map([[${pair.join(', ')}]])`,
        );
      case 'set':
        return joined([this.write(what.of)], ([one]) => `new Set([${one}])`);
      default:
        return { text: 'undefined', isKnown: false };
    }
  }

  /** The arguments of a call: those that may be left out at its end are. */
  writeAll(parameters: readonly Guess[]): Written[] {
    const last = parameters.findLastIndex(({ isOptional }) => !isOptional);
    return parameters
      .slice(0, last + 1)
      .map((one) => (one.isOptional ? known('undefined') : this.write(one)));
  }

  #number(what: What, name: string): string {
    if (what.is === 'number') {
      if (what.size) return String(this.#manner.countOf(what.size));
      if (what.isWhole) return '3';
    }
    if (counting.test(name)) return '3';
    if (tiny.test(name)) return '0.01';
    if (small.test(name)) return '0.1';
    const { numbers } = this.#manner;
    return String(numbers[this.#numbers++ % numbers.length]);
  }

  #matrix({ rows, columns, isDefinite }: WhatOf<'matrix'>): string {
    const { draw, countOf } = this.#manner;
    return isDefinite ? `eye(${countOf(rows)})` : `${draw}(${countOf(rows)}, ${countOf(columns)})`;
  }

  #list({ length, of, typed }: WhatOf<'list'>): Written {
    const { draw, countOf } = this.#manner;
    const count = countOf(length);
    const inner = of.what;
    if (inner.is === 'number' || inner.is === 'open') {
      const isWhole = inner.is === 'number' && inner.isWhole === true;
      const numbers = isWhole || /int/i.test(typed ?? '') ? `arange(${count})` : `${draw}(${count})`;
      return known(typed === undefined ? numbers : `${typed}.from(${numbers})`);
    }
    if (inner.is === 'list' && inner.typed === undefined && ['number', 'open'].includes(inner.of.what.is))
      return known(`${draw}(${count}, ${countOf(inner.length)}).to2DArray()`);
    const elements = Array.from({ length: Math.min(count, most) }, () => this.write(of));
    return joined(elements, (parts) => `[${parts.join(', ')}]`);
  }

  #object(fields: ReadonlyMap<string, Guess>): Written {
    const data = [...fields].filter(([, { what }]) => what.is !== 'code');
    const written = data.map(([, value]) => this.write(value));
    const key = (name: string) => (/^[\w$]+$/.test(name) ? name : JSON.stringify(name));
    const text = (parts: readonly string[]) =>
      parts.length === 0 ? '{}' : `{ ${parts.map((part, i) => `${key(data[i]![0])}: ${part}`).join(', ')} }`;
    return joined(written, text);
  }
}

/** Elements of a list that are written out one by one. */
const most = 4;

const known = (text: string): Written => ({ text, isKnown: true });

const joined = (parts: readonly Written[], join: (texts: readonly string[]) => string): Written => ({
  text: join(parts.map(({ text }) => text)),
  isKnown: parts.every(({ isKnown }) => isKnown),
});

/** A function that is smooth and gives what is wanted of it. */
function functionText({ parameters, result }: WhatOf<'function'>): string {
  const names = parameters.map(({ name }, i) => (/^[a-z_$][\w$]*$/i.test(name) ? name : 'xyzuvw'[i]!));
  const kindOf = (guess: Guess | undefined) =>
    guess === undefined || guess.what.is === 'open' ? 'number' : guess.what.is;
  const wanted = kindOf(result);
  const head = names.length === 1 ? names[0]! : `(${names.join(', ')})`;
  const like = parameters.findIndex((one) => kindOf(one) === wanted);
  if (wanted !== 'number') return `(${names.join(', ')}) => ${like >= 0 ? names[like] : 'undefined'}`;
  const body = parameters.map((one, i) => {
    if (kindOf(one) === 'matrix') return `${names[i]}.sum()`;
    if (kindOf(one) === 'list') return `${names[i]}.reduce((sum, each) => sum + each, 0)`;
    return names[i]!;
  });
  if (body.length === 0) return '() => 1.5';
  return `${names.length === 1 ? `(${head})` : head} => ${body.length === 1 ? `Math.sin(${body[0]})` : body.join(' * ')}`;
}

const sequence = [4, 3, 2, 5, 6, 7];
/** Names of matrices that have one column, where nothing else tells how many. */
const columnLike = /^(y|t|b|bias|targets?|labels?|weights?|theta|beta|coef\w*|v|vec\w*|mu|mean)$/i;

/** A number for every size that has to be chosen: different ones where they may differ, or the same for all. */
export function chooseSizes(guesses: readonly Guess[], isSquare: boolean): (size: Size) => number {
  const chosen = new Map<Size, number>();
  const times = new Map<Size, number>();
  const columns = new Set<Size>();
  const order: Size[] = [];
  for (const guess of guesses)
    eachSize(guess, (size, isColumn, name) => {
      for (const free of size.free) {
        if (!times.has(free)) order.push(free);
        times.set(free, (times.get(free) ?? 0) + 1);
        if (isColumn && columnLike.test(name)) columns.add(free);
      }
    });
  let next = 0;
  for (const size of order) {
    const isLone = times.get(size) === 1 && columns.has(size) && size.least === 1;
    const count = isLone ? 1 : isSquare ? 3 : sequence[next++ % sequence.length]!;
    chosen.set(size, Math.max(count, size.least));
  }
  return (size) => size.count((free) => chosen.get(free) ?? 3);
}

function eachSize(
  guess: Guess,
  visit: (size: Size, isColumn: boolean, name: string) => void,
  depth = 0,
): void {
  const { what, name } = guess;
  const inner = (one: Guess) => {
    if (depth < 6) eachSize(one, visit, depth + 1);
  };
  if (what.is === 'matrix') {
    visit(what.rows, false, name);
    visit(what.columns, true, name);
  } else if (what.is === 'list') {
    visit(what.length, false, name);
    inner(what.of);
  } else if (what.is === 'number' && what.size) visit(what.size, false, name);
  else if (what.is === 'tuple') what.of.forEach(inner);
  else if (what.is === 'object') [...what.fields.values()].forEach(inner);
  else if (what.is === 'instance') what.given.forEach(inner);
}
