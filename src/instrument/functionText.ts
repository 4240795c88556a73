import type * as t from '@babel/types';
import type { Range } from '../shared/span.ts';
import { linesOf } from '../shared/lines.ts';

/** Words and decorators before the text that a function or a class has for the program. */
const leads =
  /^(?:\s|\/\*[^]*?\*\/|\/\/.*|(?:static|public|private|protected|override|abstract|export|default)\b)*/;

/** The text that `toString` of a function or a class gives starts here: without `static` and what else precedes it. */
export function functionStart(source: string, node: t.Function | t.Class): number {
  const decorators = 'decorators' in node ? node.decorators : undefined;
  const from = decorators?.at(-1)?.end ?? node.start!;
  const to = 'key' in node ? node.key.start! : node.body.start!;
  const isBare = node.type === 'ArrowFunctionExpression';
  return isBare ? from : from + leads.exec(source.slice(from, to))![0].length;
}

/** The range of that text. */
export function functionRange(source: string, node: t.Function | t.Class): Range {
  const { loc } = node;
  const lines = linesOf(source.slice(node.start!, functionStart(source, node)));
  const column = lines.length > 1 ? 0 : loc!.start.column;
  return [loc!.start.line + lines.length - 1, column + lines.at(-1)!.length, loc!.end.line, loc!.end.column];
}

/** Whether the program can read the text of this node by `toString`. */
export function isFunction(node: t.Node): node is t.Function | t.Class {
  return /^(Function(Declaration|Expression)|ArrowFunctionExpression|(Object|Class|ClassPrivate)Method|Class(Declaration|Expression))$/.test(
    node.type,
  );
}
