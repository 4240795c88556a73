import fc from 'fast-check';
import { cuttingForms, epilogue, forms, holes, prologue, type Forms, type Kind } from './forms.ts';

/** Program text with the names of the forms it is made of. */
export interface Piece {
  readonly text: string;
  readonly forms: readonly string[];
}

const leaves: Readonly<Record<Kind, readonly string[]>> = {
  number: ['x', 'y', 'p', 'q', 'r', '1', '0.5', '(-2)', '0', 'a[1]', 'slots[0]', 'o.p', 'list[0]'],
  condition: ['true', '(p > q)', '(x < y)'],
  array: ['a', 'list', '[p, q]', '[]'],
  typed: ['slots', 'Float64Array.of(p, 1)'],
  matrix: ['m', 'm.clone()'],
  statement: ['p += x;', 'log(q);'],
};
/** The parts of a template: the text between its holes, and what the holes are for. */
function parse(template: string): { readonly text: readonly string[]; readonly kinds: readonly Kind[] } {
  const parts = template.split(/\$([nbatms])\b/);
  const kinds = parts.filter((_, i) => i % 2 === 1).map((letter) => holes[letter as keyof typeof holes]);
  return { text: parts.filter((_, i) => i % 2 === 0), kinds };
}

/** Random programs; with `cutting` also of forms that take numbers out of the trace. */
export function programs(cutting: boolean): fc.Arbitrary<Piece> {
  const leaf = (kind: Kind) => fc.constantFrom(...leaves[kind]).map((text): Piece => ({ text, forms: [] }));
  const { program } = fc.letrec<Record<Kind | 'program', Piece>>((tie) => {
    const oneOf = (family: string, given: Forms) =>
      Object.entries(given).map(([name, template]) => {
        const { text, kinds } = parse(template);
        return fc.tuple(...kinds.map((hole) => tie(hole))).map((parts): Piece => {
          const filled = text.map((literal, i) => literal + (parts[i]?.text ?? '')).join('');
          return { text: filled, forms: [`${family}.${name}`, ...parts.flatMap((part) => part.forms)] };
        });
      });
    const kindOf = (kind: Kind) => {
      const all = oneOf(kind, forms[kind]);
      if (cutting && kind === 'number') all.push(...oneOf('cutting', cuttingForms));
      return fc.oneof({ maxDepth: 4, depthIdentifier: 'program' }, leaf(kind), ...all);
    };
    const statements = fc.array(tie('statement'), { minLength: 2, maxLength: 5 });
    return {
      number: kindOf('number'),
      condition: kindOf('condition'),
      array: kindOf('array'),
      typed: kindOf('typed'),
      matrix: kindOf('matrix'),
      statement: kindOf('statement'),
      program: statements.map((parts) => ({
        text: parts.map((part) => `  ${part.text}`).join('\n'),
        forms: parts.flatMap((part) => part.forms),
      })),
    };
  });
  return program;
}

/** The module that a program's statements stand in. */
export const moduleOf = (statements: string): string => `import { Matrix } from 'ml-matrix';
/** @trace f(1.3, -0.7, [0.5, 2, -1.25], new Matrix([[1, 0.4], [-0.3, 2]])) */
export async function f(x, y, a, m) {${prologue}
${statements}
  ${epilogue}
}`;

/** Names of all forms, for the histogram. */
export const allForms: readonly string[] = [
  ...Object.entries(forms).flatMap(([kind, given]) => Object.keys(given).map((name) => `${kind}.${name}`)),
  ...Object.keys(cuttingForms).map((name) => `cutting.${name}`),
];
