import { access } from './access.ts';
import { algebra } from './algebra.ts';
import { construction, newMatrix } from './construction.ts';
import { decompositions } from './decompositions.ts';
import { inPlace, statics } from './elementwise.ts';
import { lines } from './lines.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import type { Rule } from '../memberRule.ts';
import { solutions } from './solutions.ts';
import { statistics } from './statistics.ts';

type Rules = Readonly<Record<string, Rule>>;
const table = (...parts: readonly Rules[]): Rules => Object.assign(Object.create(null), ...parts) as Rules;
const none = table();

/** The rules of ml-matrix's members by their holder, as in `members`; `new` is that of a class. */
const rules: Readonly<Record<string, Rules>> = {
  __proto__: null as never,
  AbstractMatrix: table(statics, construction),
  'AbstractMatrix.prototype': table(inPlace, statistics, lines, reductions, products, access),
  functions: table(algebra),
  ...Object.fromEntries(Object.entries(decompositions).map(([name, rule]) => [name, table({ new: rule })])),
  ...Object.fromEntries(Object.entries(solutions).map(([name, held]) => [`${name}.prototype`, table(held)])),
  Matrix: table({ new: newMatrix }),
  'Matrix.prototype': table({ get: access['get']!, set: access['set']! }),
};

/** The rule of a member, under the name of its function (an alias has that of what it is an alias of) or its own. */
export function ruleOf(holder: string, key: string, functionName = key): Rule | undefined {
  const held = rules[holder] ?? none;
  return held[functionName] ?? held[key];
}
