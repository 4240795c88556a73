import { nest, sizeOf, type Nest, type Shape } from '../../shared/tensor.ts';

/** Entries of a list, an entry a line, that are made one by one as they are written. */
export class Entries {
  readonly entries: Iterable<unknown>;
  constructor(entries: Iterable<unknown>) {
    this.entries = entries;
  }
}

/** Elements of a shape that are made as they are written. */
class Elements {
  readonly shape: Shape;
  readonly element: (index: number) => unknown;
  constructor(shape: Shape, element: (index: number) => unknown) {
    this.shape = shape;
    this.element = element;
  }
}

/** Elements that are made at once: more of them are made block by block. */
const BLOCK = 4096;

/** The elements of a shape as nested arrays, for an object that `objectPieces` writes. */
export function elements<T>(shape: Shape, element: (index: number) => T): Nest<T> | Elements {
  return sizeOf(shape) <= BLOCK ? nest(shape, element) : new Elements(shape, element);
}

/** The JSON of an object, with a key a line and of the lists of objects an entry a line, in pieces: the whole may be longer than a string. */
export function* objectPieces(fields: Record<string, unknown>): Generator<string> {
  let before = '{\n';
  for (const [key, value] of Object.entries(fields)) {
    yield `${before}  ${JSON.stringify(key)}: `;
    if (value instanceof Entries) yield* list(value.entries);
    else if (Array.isArray(value) && value.some((entry) => typeof entry === 'object')) yield* list(value);
    else yield* pieces(value);
    before = ',\n';
  }
  yield '\n}';
}

function* list(entries: Iterable<unknown>): Generator<string> {
  let before = '[\n';
  for (const entry of entries) {
    yield `${before}    `;
    yield* pieces(entry);
    before = ',\n';
  }
  yield before === '[\n' ? '[]' : '\n  ]';
}

function* pieces(value: unknown): Generator<string> {
  if (value instanceof Elements) yield* elementPieces(value);
  else if (!hasElements(value)) yield JSON.stringify(value);
  else {
    const isList = Array.isArray(value);
    let before = isList ? '[' : '{';
    for (const [key, part] of Object.entries(value as object)) {
      yield isList ? before : `${before}${JSON.stringify(key)}:`;
      yield* pieces(part);
      before = ',';
    }
    yield isList ? ']' : '}';
  }
}

function hasElements(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Elements || Object.values(value).some(hasElements);
}

/** Elements from an index on, as many rows at once as a block holds. */
function* elementPieces({ shape, element }: Elements, from = 0): Generator<string> {
  const [length = 1, ...row] = shape;
  const size = sizeOf(row);
  const together = Math.max(1, Math.floor(BLOCK / size));
  for (let i = 0; i < length; i += together) {
    yield i === 0 ? '[' : ',';
    const start = from + i * size;
    if (size > BLOCK) yield* elementPieces({ shape: row, element }, start);
    else {
      const block = [Math.min(together, length - i), ...row];
      yield JSON.stringify(nest(block, (index) => element(start + index))).slice(1, -1);
    }
  }
  yield ']';
}
