import type * as t from '@babel/types';
import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node } from '../ast.ts';
import { boundNames, isLiteral, unwrap } from '../ast.ts';
import { placedText } from '../sourceMarks.ts';
import type { Writer } from '../writer.ts';
import { destructuringPlace, destructuringSite, iterationMessage } from './messages/iterated.ts';
import { anyDefault, writeDefault } from './patterns.ts';
import { namesValue, shapeOf, shapeOfPattern, takesSlots } from './messages/patternShapes.ts';

/**
 * `(a, b = 1, ...c)`, without types and without a `this` parameter. From the first pattern on that may take slots of a typed array,
 * arguments are received under other names, and the parameters stand in a pattern of the rest parameter: there they are bound in
 * their own scope, one after another, from what stands for the arguments.
 */
export function writeParams(w: Writer, node: t.Function): string {
  const params = node.params.filter((param) => !(param.type === 'Identifier' && param.name === 'this'));
  const start =
    'key' in node ? node.key.end! : node.type === 'ArrowFunctionExpression' ? node.start! : node.id?.end;
  const from = start ?? node.start!;
  const to = params.at(-1)?.end ?? node.body.start!;
  const rest = params.at(-1)?.type === 'RestElement' ? (params.at(-1) as t.RestElement) : undefined;
  const first = w.setting.trace ? params.findIndex(needsShape) : -1;
  if (first < 0) return `(${w.list(params, from, to, (param) => writeParam(w, param))})`;

  // The arguments of a rest parameter are collected before the program can change them.
  const split = rest ? 0 : first;
  const before = params.slice(0, split);
  const after = params.slice(split);
  const place = before.at(-1)?.end ?? from;
  const isLong = (param: Node) => param.type === 'AssignmentPattern';
  const given = after.filter((param) => param !== rest);
  const names = given.map((_, i) => `${gl}${i}`);
  const received = given.map((param, i) => names[i]! + (isLong(param) ? ' = void 0' : ''));
  let i = 0;
  const bound = w.list(after, place, to, (param) => {
    const written =
      param === rest
        ? w.lines(rest.start!, rest.argument.start!) + w.write(rest.argument)
        : placed(w, param, writeParam(w, param, true), w.source.indexOf('(', from));
    return `${i++}: ${written}`;
  });
  const shape = shapeOfAll(w, after);
  const s = w.site(after[0]!);
  const stands = writeRest(node, rest, { s, names, shape, bound });
  const kept = before.length > 0 ? [w.list(before, from, place, (param) => writeParam(w, param))] : [];
  return `(${[...kept, ...received, stands].join(', ')})`;
}

interface Bound {
  readonly s: string;
  readonly names: readonly string[];
  readonly shape: string;
  readonly bound: string;
}

function writeRest(node: t.Function, rest: t.RestElement | undefined, all: Bound): string {
  const { s, names, shape, bound } = all;
  if (rest && (node.type === 'ArrowFunctionExpression' || hasOwnArguments(node)))
    return `...{ [${gl}.ofRest(${s}, [${names.join(', ')}], ${shape})]: {${bound}} }`;
  const values = rest ? [...names, `${gl}.restOf(arguments, ${names.length})`] : names;
  return `...{ [${gl}.none]: {${bound}} = ${gl}.parameters(${s}, [${values.join(', ')}], ${shape}) }`;
}

/**
 * A setter has one parameter and no more: its body moves into an arrow function, which shares all else with it.
 * Undefined if that need not be.
 */
export function writeSetter(w: Writer, node: t.Function, body: () => string): Setter | undefined {
  const param = node.params.at(-1);
  if (!w.setting.trace || !('kind' in node) || node.kind !== 'set' || !param || !needsShape(param))
    return undefined;
  const written = placed(w, param, writeParam(w, param, true), w.source.indexOf('(', node.key.end!));
  const s = w.site(param);
  const shape = shapeOfAll(w, [param]);
  const name = `${gl}0`;
  return {
    params: `(${name}${param.type === 'AssignmentPattern' ? ' = void 0' : ''})`,
    body: `{ ({ ${gl}: ({ 0: ${written} }) => ${body()} }).${gl}(${gl}.parameters(${s}, [${name}], ${shape})); }`,
    moved: written,
  };
}

/** A setter's parts, and the parameter that moved from the one to the other. */
interface Setter {
  readonly params: string;
  readonly body: string;
  readonly moved: string;
}

function writeParam(w: Writer, param: Node, isMoved = false): string {
  return param.type === 'AssignmentPattern' ? writeDefault(w, param, 'default', isMoved) : w.write(param);
}

/** A parameter with the place that V8 names where it cannot be taken apart; of an array pattern, that of the list. */
function placed(w: Writer, param: Node, text: string, list: number): string {
  const pattern = param.type === 'AssignmentPattern' ? param.left : param;
  if (!w.setting.marks || !/Pattern$/.test(pattern.type)) return text;
  return placedText(text, pattern.type === 'ObjectPattern' ? destructuringPlace(pattern) : list);
}

/** The shape of a pattern of all these parameters, with what V8 says of an argument that cannot be taken apart. */
function shapeOfAll(w: Writer, params: readonly Node[]): string {
  const shapes = params.map((param) => {
    if (param.type === 'RestElement') return shapeOf(w, param) ?? '0';
    const isOptional = param.type === 'AssignmentPattern';
    const pattern = isOptional ? param.left : param;
    const text = isOptional ? anyDefault : undefined;
    return (
      shapeOfPattern(
        w,
        pattern,
        { text },
        checksOf(w, pattern, isOptional ? param.right : undefined, text),
      ) ?? '0'
    );
  });
  return `{ object: [${shapes.join(', ')}]${shapes.some((one) => /\b(asks|by): /.test(one)) ? ', asks: true' : ''} }`;
}

function checksOf(w: Writer, pattern: Node, value: Node | undefined, text: string | undefined): string {
  if (!/Pattern$/.test(pattern.type)) return '';
  const optional = value ? ', optional: true' : '';
  if (pattern.type === 'ObjectPattern') {
    const s = destructuringSite(w, pattern, pattern, text);
    return s === undefined ? optional : `, at: ${s}${optional}`;
  }
  const message = value && iterationMessage(value, unwrap(value), 'default');
  return `, by: ${w.site(pattern, message)}${optional}`;
}

const needsShape = (param: Node): boolean => takesSlots(param) || mayBeQuoted(param);

/** Whether V8 may quote a default of the parameter whose text is rewritten. */
function mayBeQuoted(param: Node): boolean {
  const pattern = unwrap(param);
  switch (pattern.type) {
    case 'AssignmentPattern':
      return (
        mayBeQuoted(pattern.left) ||
        ((pattern.left.type === 'ArrayPattern' || namesValue(pattern.left)) && !isSimple(pattern.right))
      );
    case 'ObjectPattern':
      return pattern.properties.some((one) => one.type === 'ObjectProperty' && mayBeQuoted(one.value));
    case 'ArrayPattern':
      return pattern.elements.some((one) => one && mayBeQuoted(one));
    default:
      return false;
  }
}

/** Whether a value's text is not rewritten. */
function isSimple(node: Node): boolean {
  const value = unwrap(node);
  if (value.type === 'ArrayExpression') return value.elements.every((one) => !one || isSimple(one));
  if (value.type === 'ObjectExpression')
    return value.properties.every(
      (one) => one.type === 'ObjectProperty' && !one.computed && isSimple(one.value),
    );
  return value.type === 'Identifier' || isLiteral(value);
}

function hasOwnArguments(node: t.Function): boolean {
  let found = false;
  for (const param of node.params) boundNames(param, ({ name }) => (found ||= name === 'arguments'));
  return found;
}
