import { ancestors } from '../../program/program.ts';
import { lineStarts } from '../../../shared/lines.ts';
import type { Span } from '../../../shared/span.ts';
import { textOf, type Repair } from '../repair.ts';

const narrow = /\b((Ui|I)nt(8|16|32)(Clamped)?|Float32)Array\b/g;

/** Numbers that are kept in an array of integers, or of single precision: one of floating-point numbers, wherever the file says so. */
export const realStorage: Repair = (at, program) => {
  const [top, root] = [at, ...ancestors(at)].slice(-2);
  const isOfSingle =
    at.node.type === 'AssignmentExpression' && /\bFloat32Array\b/.test(top ? textOf(program, top) : '');
  if (!top || !root || (at.parent !== root && !isOfSingle)) return [];
  const text = textOf(program, { ...root, node: root.node });
  const starts = lineStarts(text);
  const { line: first } = root.node.loc!.start;
  const found = [...text.matchAll(narrow)];
  const [name] = found[0] ?? [];
  if (name === undefined) return [];
  const edits = found.map(({ index, 0: { length } }) => {
    const line = starts.findLastIndex((start) => start <= index);
    const column = index - starts[line]!;
    const span: Span = [at.file, first + line, column, first + line, column + length];
    return { span, text: 'Float64Array' };
  });
  return [{ title: `Keep the numbers in a Float64Array, not in a ${name}`, edits }];
};
