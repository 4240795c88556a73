import { isGeneratorCall } from '../../program/scopes.ts';
import type { Rewrite } from '../rewriting/rewrite.ts';

/** A default that a sum takes with it: `total ?? 0 + x`, where the sum was meant to have the total or its default. */
export const defaults: Rewrite[] = ['??', '||'].flatMap((operator) =>
  ['+', '-'].map((sign) => ({
    from: `$a ${operator} $b ${sign} $c`,
    to: `($a ${operator} $b) ${sign} $c`,
    title: `Put $a ${operator} $b in brackets`,
  })),
);

/** A test that a sum takes with it: `base + x > 2 ? y : 0`. */
export const tests: Rewrite[] = ['<', '>', '<=', '>='].map((operator) => ({
  from: `$a + $b ${operator} $c ? $d : $e`,
  to: `$a + ($b ${operator} $c ? $d : $e)`,
  title: 'Put the choice in brackets, apart from $a',
}));

/** A generator that nothing goes through. */
export const generators: Rewrite = {
  from: '$f(...$$args)',
  to: 'Array.from($f(...$$args))',
  title: 'Go through all that $f yields',
  when: (_, program, at) => at.parent?.node.type === 'ExpressionStatement' && isGeneratorCall(program, at),
};

/** A row or a column that is copied, changed and dropped. */
export const putBack: Rewrite[] = ['Row', 'Column'].flatMap((line) =>
  ['add', 'sub', 'mul', 'div'].map((name) => ({
    from: `$m.get${line}Vector($i).${name}($x)`,
    to: `$m.set${line}($i, $m.get${line}Vector($i).${name}($x))`,
    title: `Put the ${line.toLowerCase()} back: set${line}`,
    when: (_, __, at) => at.parent?.node.type === 'ExpressionStatement',
  })),
);
