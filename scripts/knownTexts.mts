// `node scripts/knownTexts.mts [PACKAGE]` prints the texts of an installed ml-matrix that src/engine/matrix/knownTexts.ts does not
// know yet, each with its hash: functions that kernels might reproduce, to be read before they are added there.
import { createRequire } from 'node:module';
import { hash, knownHashes, readMember } from '../src/engine/matrix/knownTexts.ts';

type Matrix = Readonly<Record<string, object>> & { readonly prototype: Readonly<Record<string, object>> };
const [name = 'ml-matrix'] = process.argv.slice(2);
const { Matrix } = createRequire(import.meta.url)(name) as { readonly Matrix: Matrix };

const names = [
  'mmul',
  'sum',
  'product',
  'max',
  'min',
  'trace',
  'mean',
  'dot',
  'norm',
  'neg',
  'transpose',
  'addRowVector',
  'subRowVector',
  'mulRowVector',
  'divRowVector',
  'addColumnVector',
  'divColumnVector',
];
const operators = ['add', 'sub', 'mul', 'div', 'mod'];
const texts = [...names, ...operators, ...Object.getOwnPropertyNames(Math)].flatMap((key) =>
  [Matrix.prototype[key], Matrix[key]].flatMap((member) =>
    typeof member === 'function' ? (readMember(key, member, Matrix)?.texts ?? []) : [],
  ),
);
for (const text of new Set(texts))
  if (!knownHashes.has(hash(text))) console.log(`0x${hash(text).toString(16).padStart(8, '0')}\n${text}\n`);
