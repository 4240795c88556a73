import type { Fix } from '../../../shared/errors.ts';
import { staticKey } from '../../../instrument/syntax.ts';
import { bare, childrenOf, type Placed, type Program } from '../../program/program.ts';
import { listGoneThrough } from '../../program/elements.ts';
import { calledFunction, declarationOf, referencesOf } from '../../program/scopes.ts';
import { enclosing, functionTypes } from '../../program/program.ts';
import { part, parts, replaced, shortText, textOf, type Edit, type Repair } from '../repair.ts';
import { assignable } from '../declarations.ts';
import { changes, isDropped } from './inPlace.ts';

/** `Matrix.add(g, p);`, `weights.map(…);`, `clip(w);`, `a + b;`: the result of a statement is given to what it was made of. */
export const useResult: Repair = (at, program) => {
  const value = bare(at.node.type === 'ExpressionStatement' ? childrenOf(at)[0]! : at);
  if (!isDropped(value)) return [];
  const { node } = value;
  if (node.type === 'BinaryExpression') return ofOperator(value, program);
  if (node.type !== 'CallExpression') return [];
  const callee = bare(part(value, 'callee')!);
  const args = parts(value, 'arguments');
  if (callee.node.type === 'Identifier') {
    const isKnown = calledFunction(program, callee) !== undefined;
    return isKnown && args[0] ? assigned(bare(args[0]), value, program) : [];
  }
  if (callee.node.type !== 'MemberExpression') return [];
  const object = bare(part(callee, 'object')!);
  const method = staticKey(callee.node);
  const isStatic = object.node.type === 'Identifier' && /^[A-Z]/.test(object.node.name);
  if (!isStatic) return method === undefined || hasEffect(method) ? [] : assigned(object, value, program);
  const [first, ...rest] = args;
  if (!first || method === undefined) return [];
  const target = bare(first);
  const texts = rest.map((one) => textOf(program, one)).join(', ');
  const inPlace = `${textOf(program, target)}.${method}(${texts})`;
  const isMatrix = object.node.type === 'Identifier' && /Matrix$/.test(object.node.name);
  return [
    ...(isMatrix && isPath(target)
      ? [
          {
            title: `Change ${shortText(program, target)} itself: ${shortText(program, target)}.${method}(…)`,
            edits: [replaced(value, inPlace)],
          },
        ]
      : []),
    ...assigned(target, value, program),
  ];
};

/** Members that are called for what they do. */
const hasEffect = (method: string) =>
  changes(method) ||
  /^(set|push|pop|shift|unshift|splice|forEach|delete|clear|log|info|warn|error|debug|write|end|assert|emit)$/.test(
    method,
  );

const isPath = ({ node }: Placed) => node.type === 'Identifier' || node.type === 'MemberExpression';

/** `x = value`, with `let x` where it was a constant. */
function assigned(target: Placed, value: Placed, program: Program): Fix[] {
  if (!isPath(target)) return [];
  let opened: readonly Edit[] = [];
  if (target.node.type === 'Identifier') {
    const declared = declarationOf(target, target.node.name);
    const edits = declared && assignable(declared, program);
    if (!edits) return [];
    opened = edits;
  }
  const name = textOf(program, target);
  const text = `${name} = ${textOf(program, value)}`;
  return [{ title: `Keep the result: ${name} = …`, edits: [replaced(value, text), ...opened] }];
}

/** `total + fee;`, `rate == 0.1;`. */
function ofOperator(value: Placed, program: Program): Fix[] {
  const [left, right] = [part(value, 'left')!, part(value, 'right')!];
  if (value.node.type !== 'BinaryExpression' || !isPath(bare(left))) return [];
  const { operator } = value.node;
  const into = /^===?$/.test(operator) ? '=' : /^[-+*/%]$|^\*\*$/.test(operator) ? `${operator}=` : undefined;
  if (!into) return [];
  const text = `${textOf(program, left)} ${into} ${textOf(program, right)}`;
  return [{ title: `Assign it: ${text}`, edits: [replaced(value, text)] }];
}

/** `for (let w of ws) w *= 2`, `ws.forEach((w) => { w *= 2; })`: the element is changed, not the variable of the loop. */
export const toElement: Repair = (at, program) => {
  const assignment = bare(at.node.type === 'ExpressionStatement' ? childrenOf(at)[0]! : at);
  if (assignment.node.type !== 'AssignmentExpression') return [];
  const left = part(assignment, 'left')!;
  if (left.node.type !== 'Identifier') return [];
  const declared = declarationOf(left, left.node.name);
  const place = declared && listOf(declared.at, program);
  if (!declared || !place) return [];
  const { name } = left.node;
  const around = enclosing(assignment, functionTypes) ?? declared.scope;
  const taken = new Set(['i', 'k', 'index'].filter((one) => declarationOf(around, one)));
  const index = ['i', 'k', 'index'].find((one) => !taken.has(one));
  if (index === undefined || referencesOf(declared).length === 0) return [];
  const mark = assignment.node.operator === '=' ? '' : '!';
  return [
    {
      title: `Change the element: ${place.list}[${index}]`,
      edits: [replaced(left, `${place.list}[${index}]${mark}`), place.edit(name, index)],
    },
  ];
};

/** The list whose elements a name stands for, one after the other, and how to have their index. */
function listOf(
  at: Placed,
  program: Program,
): { readonly list: string; readonly edit: (name: string, index: string) => Edit } | undefined {
  const through = listGoneThrough(at);
  if (!through) return undefined;
  const list = textOf(program, through);
  const { node, parent } = at;
  if (parent?.node.type === 'VariableDeclarator') {
    const [file, line, column] = [at.file, ...startOf(parent.parent!)];
    const [endLine, endColumn] = endOf(through);
    return {
      list,
      edit: (name, index) => ({
        span: [file, line, column, endLine, endColumn],
        text: `const [${index}, ${name}] of ${list}.entries()`,
      }),
    };
  }
  if (parent?.node.type !== 'ArrowFunctionExpression' || parent.node.params.length !== 1) return undefined;
  if (parent.node.params[0] !== node) return undefined;
  const [line, column] = startOf(parent);
  const [bodyLine, bodyColumn] = startOf(part(parent, 'body')!);
  return {
    list,
    edit: (name, index) => ({
      span: [at.file, line, column, bodyLine, bodyColumn],
      text: `(${name}, ${index}) => `,
    }),
  };
}

const startOf = ({ node }: Placed) => [node.loc!.start.line, node.loc!.start.column] as const;
const endOf = ({ node }: Placed) => [node.loc!.end.line, node.loc!.end.column] as const;
