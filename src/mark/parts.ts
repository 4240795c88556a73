import { Guess } from './guess.ts';
import { numberOf, reach } from './matrixCalls.ts';

/** A property of a value: rows and columns tell of a matrix, a length of a list. */
export function fieldOf(object: Guess, key: string): Guess | undefined {
  if (key === 'rows' || key === 'columns') {
    const matrix = object.matrix();
    if (matrix) return numberOf(matrix[key]);
  }
  if (key === 'length') {
    const list = object.list();
    return list ? numberOf(list.length) : undefined;
  }
  const fields = object.object()?.fields;
  if (!fields) return undefined;
  const known = fields.get(key) ?? new Guess({ is: 'open' }, key);
  fields.set(key, known);
  return known;
}

/** Makes a string that is looked up in a table one that stands there. */
export function chooseKey(key: Guess | undefined, first: string): void {
  const text = key?.as('text', () => ({ is: 'text', text: first, isAny: true }));
  if (text?.isAny) Object.assign(text, { text: first, isAny: false });
}

/** An element of a list, with what its index says of the length; of a table of the source, its first one. */
export function elementOf(object: Guess, index: Guess | undefined): Guess | undefined {
  const [entry] = object.as('object')?.fields ?? [];
  if (entry) {
    chooseKey(index, `'${entry[0].replace(/['\\]/g, '\\$&')}'`);
    return entry[1];
  }
  const tuple = object.as('tuple');
  if (tuple) return tuple.of[index?.number()?.size?.exact ?? 0];
  const list = object.list();
  if (!list) return undefined;
  reach(list.length, index);
  return list.of;
}

/** An element of what is walked through. */
export function eachOf(object: Guess | undefined): Guess | undefined {
  const map = object?.as('map');
  if (map) return new Guess({ is: 'tuple', of: [map.key, map.of] });
  const some = object?.as('set') ?? object?.list();
  return some?.of;
}
