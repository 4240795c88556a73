// Which expression gives a built-in of the language as it is when a file is loaded.

/** The interfaces of TypeScript's library that stand for objects of another name. */
const prototypes = {
  ...{ ReadonlyArray: 'Array', ReadonlyMap: 'Map', ReadonlySet: 'Set' },
  ...{ CallableFunction: 'Function', NewableFunction: 'Function' },
};
const typedArray = /^((Int|Uint)(8|16|32)|Uint8Clamped|Big(Int|Uint)64|Float(16|32|64))Array$/;
const plain =
  /^(Array|Map|Set|WeakMap|WeakSet|WeakRef|String|Number|BigInt|Symbol|RegExp|Function|Object|Promise|ArrayBuffer|SharedArrayBuffer|DataView|Date|Error)$/;

/** Prototypes that have no name, each by something that has it. */
const unnamed = {
  MapIterator: 'new Map().keys()',
  SetIterator: 'new Set().keys()',
  ArrayIterator: '[].keys()',
  StringIterator: "''[Symbol.iterator]()",
  RegExpStringIterator: "''.matchAll(/./g)",
  Generator: 'Object.getPrototypeOf((function* () {})())',
};

/** The object that has the members of an interface of the library; undefined where programs may have implementations of their own. */
export function prototypeOf(name) {
  if (typedArray.test(name))
    return { name: 'TypedArray', code: 'Object.getPrototypeOf(Int8Array.prototype)' };
  if (Object.hasOwn(unnamed, name)) return { name, code: `Object.getPrototypeOf(${unnamed[name]})` };
  const real = prototypes[name] ?? name;
  return plain.test(real) ? { name: real, code: `${real}.prototype` } : undefined;
}

/** The iterator of a collection: the method that makes it, and the interface that it then has. */
export const iterators = {
  Map: ['entries', 'MapIterator'],
  Set: ['values', 'SetIterator'],
};

/** Whether a function of a built-in is called on it: some need it, and stacks show it where it throws. */
export const isCalledOnIt = (path) => !/^(Math|Number|Reflect\.(apply|construct)$)/.test(path);

/** Accessors of built-ins that are taken, too. Those of typed arrays stay: the engine inlines them where it reads storage. */
export const accessors = new Map([['size', /^(Map|Set)$/]]);

/** The methods of arrays that have a stand-in in scripts/primordials/iterate.ts. */
export const arrayHelpers = {
  map: 'mapped',
  filter: 'filtered',
  slice: 'sliced',
  flat: 'flattened',
  flatMap: 'flatMapped',
  push: 'pushed',
};
