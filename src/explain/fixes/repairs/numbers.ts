import type { Fix } from '../../../shared/errors.ts';
import { staticKey } from '../../../instrument/syntax.ts';
import { bare, childrenOf, type Placed } from '../../program/program.ts';
import { declarationOf, referencesOf } from '../../program/scopes.ts';
import { part, parts, replaced, textOf, type Repair } from '../repair.ts';
import { countName, scaled, stepName } from '../tag.ts';

/** The step of a difference quotient in doubles at which errors of rounding and of the formula are about alike. */
const differenceStep = 1e-5;

/** `const rate = 1.7`: a tenth of it; of the `h` that a difference is divided by, one at which the difference has digits left. */
export const smallerConstant: Repair = (at, program) => {
  const declarator = bare(at);
  if (declarator.node.type !== 'VariableDeclarator' || declarator.node.id.type !== 'Identifier') return [];
  const init = part(declarator, 'init');
  const { name } = declarator.node.id;
  if (!init || !stepName.test(name)) return [];
  const isEpsilon = /\bNumber\.EPSILON\b/.test(textOf(program, init));
  const value = init.node.type === 'NumericLiteral' ? init.node.value : isEpsilon ? Number.EPSILON : 0;
  if (value === 0) return [];
  if (value < differenceStep && isDivisor(childrenOf(declarator)[0]!, name)) {
    const text = String(differenceStep);
    return [{ title: `Take a larger ${name}: ${text}`, edits: [replaced(init, text)] }];
  }
  if (isEpsilon) return [];
  return [10, 100].map((by): Fix => {
    const text = scaled(value, 1 / by);
    return { title: `Take a smaller ${name}: ${text}`, edits: [replaced(init, text)] };
  });
};

/** Whether something is divided by a name, or by a multiple of it. */
function isDivisor(declaring: Placed, name: string): boolean {
  const declared = declarationOf(declaring, name);
  return (declared ? referencesOf(declared) : []).some((read) => {
    let up: Placed | undefined = read;
    while (up?.parent && (up.parent.node.type === 'ParenthesizedExpression' || isFactor(up))) up = up.parent;
    const { parent, key } = up;
    return parent?.node.type === 'BinaryExpression' && parent.node.operator === '/' && key === 'right';
  });
}

const isFactor = ({ parent }: Placed): boolean =>
  parent?.node.type === 'BinaryExpression' && parent.node.operator === '*';

/** `const steps = 50`: ten times as many. */
export const moreSteps: Repair = (at) => {
  const declarator = bare(at);
  if (declarator.node.type !== 'VariableDeclarator' || declarator.node.id.type !== 'Identifier') return [];
  const init = part(declarator, 'init');
  const { name } = declarator.node.id;
  if (init?.node.type !== 'NumericLiteral' || init.node.value < 2 || !countName.test(name)) return [];
  const { value } = init.node;
  return [10, 40].map((by): Fix => {
    const text = scaled(value, by);
    return { title: `Take more, shorter steps: ${name} = ${text}`, edits: [replaced(init, text)] };
  });
};

/** `Math.min(LIMIT, x)`: a limit of which x is always beyond, a thousand times as far. */
export const widerLimit: Repair = (at, program) => {
  const call = bare(at);
  if (call.node.type !== 'CallExpression') return [];
  const callee = bare(part(call, 'callee')!);
  if (callee.node.type !== 'MemberExpression' || !/^(min|max)$/.test(staticKey(callee.node) ?? '')) return [];
  return parts(call, 'arguments').flatMap((one): Fix[] => {
    const limit = numberOf(bare(one));
    if (limit?.node.type !== 'NumericLiteral' || limit.node.value === 0) return [];
    const text = scaled(limit.node.value, 1000);
    const name = textOf(program, one);
    const what = limit.node === bare(one).node ? 'the limit' : name;
    return [{ title: `Raise ${what} from ${limit.node.value} to ${text}`, edits: [replaced(limit, text)] }];
  });
};

/** `r >= CUTOFF`: a constant that a number is compared with, ten times as large or as small. */
export const otherBound: Repair = (at, program) => {
  const test = bare(at);
  if (test.node.type !== 'BinaryExpression' || !/^[<>]=?$/.test(test.node.operator)) return [];
  return ['left', 'right'].flatMap((side) => {
    const own = bare(part(test, side)!);
    const bound = own.node.type === 'Identifier' ? numberOf(own) : undefined;
    if (bound?.node.type !== 'NumericLiteral' || bound.node.value === 0) return [];
    const { value } = bound.node;
    return [10, 0.1].map((by): Fix => {
      const text = scaled(value, by);
      return {
        title: `Take ${text} for ${textOf(program, own)}, not ${value}`,
        edits: [replaced(bound, text)],
      };
    });
  });
};

/** The literal that an expression is, or that a name or its opposite is bound to for good. */
function numberOf(at: Placed): Placed | undefined {
  if (at.node.type === 'NumericLiteral') return at;
  if (at.node.type === 'UnaryExpression' && at.node.operator === '-')
    return numberOf(bare(part(at, 'argument')!));
  if (at.node.type !== 'Identifier') return undefined;
  const declared = declarationOf(at, at.node.name);
  const declarator = declared?.at.parent;
  if (!declared || declarator?.node.type !== 'VariableDeclarator' || referencesOf(declared).some(isChanged))
    return undefined;
  const init = part(declarator, 'init');
  return init?.node.type === 'NumericLiteral' ? init : undefined;
}

/** Whether a reference gives its name another value. */
function isChanged({ key, parent }: Placed): boolean {
  return (
    parent?.node.type === 'UpdateExpression' ||
    (parent?.node.type === 'AssignmentExpression' && key === 'left')
  );
}
