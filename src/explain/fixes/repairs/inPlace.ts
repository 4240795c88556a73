import type { Fix } from '../../../shared/errors.ts';
import { staticKey } from '../../../instrument/syntax.ts';
import { oneLine } from '../../evidence/evidence.ts';
import { mayChange } from '../../program/changedParameter.ts';
import { bare, childrenOf, enclosing, spanOf, type Placed, type Program } from '../../program/program.ts';
import { calledFunction, declarationOf, referencesOf } from '../../program/scopes.ts';
import { useLibrary } from '../library.ts';
import { before, part, parts, replaced, textOf, type Edit, type Repair } from '../repair.ts';
import { aroundWrappers, copiesOf } from '../copies.ts';
import { assignable } from '../declarations.ts';

/** Members of ml-matrix that change their matrix and have a static form that does not. */
const withPureForm =
  /^(add|sub(tract)?|mul(tiply)?|div(ide)?|mod(ulus)?|pow|abs|a?(cos|sin|tan)h?|atan2|ceil|floor|round|trunc|sign|sqrt|cbrt|exp|expm1|log(10|1p|2)?)$/;
/** Those that have none. */
const withoutPureForm =
  /^((add|sub|mul|div)(Row|Column)(Vector)?|set(Row|Column|SubMatrix)|swap(Rows|Columns)|center|scale|apply|fill|neg(ate)?|flip(Rows|Columns)|(remove|add)(Row|Column))$/;
const ofArrays = /^(sort|reverse|fill|copyWithin)$/;

export interface Change {
  readonly call: Placed;
  readonly method: string;
  /** What is changed. */
  readonly root: Placed;
  /** The root is the receiver itself, not what another change in place gave. */
  readonly isDirect: boolean;
}

/** A call that changes what it is called on. */
export function changeIn(at: Placed): Change | undefined {
  const call = bare(at);
  const method = methodOf(call);
  if (method === undefined || !changes(method)) return undefined;
  let root = receiverOf(call);
  let isDirect = true;
  while (changes(methodOf(root) ?? '')) {
    root = receiverOf(root);
    isDirect = false;
  }
  return /^(Identifier|MemberExpression|ThisExpression)$/.test(root.node.type)
    ? { call, method, root, isDirect }
    : undefined;
}

/** Whether a member changes what it is called on. */
export const changes = (method: string): boolean =>
  withPureForm.test(method) || withoutPureForm.test(method) || ofArrays.test(method);

function methodOf({ node }: Placed): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const isStatic =
    node.callee.object.type === 'Identifier' &&
    /^(Math|[A-Z]\w*Matrix|Matrix)$/.test(node.callee.object.name);
  return isStatic ? undefined : staticKey(node.callee);
}

function receiverOf(call: Placed): Placed {
  return bare(part(part(call, 'callee')!, 'object')!);
}

/** `y.add(b)` whose result is used: the static form, which leaves `y` as it is. */
export const pureForm: Repair = (at, program) => {
  const change = changeIn(at);
  if (!change?.isDirect || isDropped(change.call) || !withPureForm.test(change.method)) return [];
  const used = useLibrary(program, at.file, 'Matrix');
  if (!used) return [];
  const { call, root, method } = change;
  const texts = [root, ...parts(call, 'arguments')].map((one) => textOf(program, one));
  const name = textOf(program, root);
  return [
    {
      title: `Use ${used.text}.${method}(${name}${texts.length > 1 ? ', …' : ''}), which leaves ${name} as it is`,
      edits: [replaced(call, `${used.text}.${method}(${texts.join(', ')})`), ...used.edits],
    },
  ];
};

/** `data.center('column')` whose result is used: of a copy. */
export const onCopy: Repair = (at, program) => {
  const change = changeIn(at);
  if (!change || isDropped(change.call)) return [];
  const { root, method } = change;
  return copies(change, program).map((text): Fix => ({
    title: `Change a copy: ${text}.${method}(…)`,
    edits: [replaced(root, text)],
  }));
};

function copies({ root, method }: Change, program: Program): string[] {
  if (/^(sort|reverse|copyWithin)$/.test(method)) return [`${textOf(program, root)}.slice()`];
  if (withoutPureForm.test(method) && !ofArrays.test(method)) return [`${textOf(program, root)}.clone()`];
  return withPureForm.test(method) ? [`${textOf(program, root)}.clone()`] : copiesOf(root, program);
}

/** `window.sort();` of a name: the name gets a changed copy, and what others hold stays. */
export const toCopy: Repair = (at, program) => {
  const change = changeIn(at);
  if (!change || !isDropped(change.call) || change.root.node.type !== 'Identifier') return [];
  const { root, method } = change;
  const { name } = change.root.node;
  const declaration = declarationOf(root, name);
  const open = declaration && assignable(declaration, program);
  if (!open || enclosing(declaration.at, /^Program$/)?.node === declaration.scope.node) return [];
  return copies(change, program).map((text): Fix => {
    const edits: Edit[] = [replaced(root, `${name} = ${text}`), ...open];
    return { title: `Let ${name} be a changed copy: ${name} = ${text}.${method}(…)`, edits };
  });
};

/** Whether a call is a statement of its own. */
export function isDropped(call: Placed): boolean {
  return aroundWrappers(call)?.node.type === 'ExpressionStatement';
}

/** `f(x)` where f may change its parameter: it gets a copy. */
export const argumentCopy: Repair = (at, program) => {
  const call = bare(at);
  const called = call.node.type === 'CallExpression' && calledFunction(program, part(call, 'callee')!);
  if (!called) return [];
  const given = parts(call, 'arguments');
  const textWith = (changed: Placed, text: string) =>
    given.map((one) => (one === changed ? text : textOf(program, one))).join(', ');
  return given.flatMap((one, k) =>
    /^(Identifier|MemberExpression)$/.test(bare(one).node.type) && mayChange(program, called, k)
      ? copiesOf(one, program).map((text): Fix => ({
          title: `Hand over a copy: ${oneLine(`${textOf(program, part(call, 'callee')!)}(${textWith(one, text)})`)}`,
          edits: [replaced(one, text)],
        }))
      : [],
  );
};

/** `wort[key] += x` of a parameter that the function gives back: it starts with a copy. */
export const ownCopy: Repair = (at, program) => {
  const assignment = bare(at);
  if (assignment.node.type !== 'AssignmentExpression') return [];
  let root = bare(part(assignment, 'left')!);
  if (root.node.type !== 'MemberExpression') return [];
  while (root.node.type === 'MemberExpression') root = bare(part(root, 'object')!);
  const declared = root.node.type === 'Identifier' ? declarationOf(root, root.node.name) : undefined;
  const body = declared?.at.key === 'params' ? part(declared.scope, 'body') : undefined;
  const [first] = body?.node.type === 'BlockStatement' ? childrenOf(body) : [];
  if (
    !declared ||
    !first ||
    !referencesOf(declared).some(({ parent }) => parent?.node.type === 'ReturnStatement')
  )
    return [];
  const indent = ' '.repeat(spanOf(first)[2]);
  return copiesOf(root, program).map((text): Fix => ({
    title: `Start with a copy of what is given: ${declared.name} = ${text}`,
    edits: [before(first, `${declared.name} = ${text};\n${indent}`)],
  }));
};
