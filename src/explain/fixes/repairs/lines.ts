import { bare } from '../../program/program.ts';
import { replaced, textOf, type Repair } from '../repair.ts';

/** Rows in place of columns, and the other way: `addColumnVector`, `sum('column')`, `m.rows`. */
export const otherLines: Repair = (at, program) => {
  const { node } = bare(at);
  const text = textOf(program, at);
  if (node.type === 'StringLiteral' && /^(row|column)$/.test(node.value)) {
    const other = node.value === 'row' ? 'column' : 'row';
    return [
      {
        title: `Go by '${other}' instead of '${node.value}'`,
        edits: [replaced(at, text.replace(node.value, other))],
      },
    ];
  }
  if (node.type !== 'Identifier' || at.key !== 'property') return [];
  const other = swapped(node.name);
  return other === node.name
    ? []
    : [{ title: `Take ${other} instead of ${node.name}`, edits: [replaced(at, other)] }];
};

const counterparts: Readonly<Record<string, string>> = {
  Row: 'Column', Column: 'Row', row: 'column', column: 'row', rows: 'columns', columns: 'rows',
}; // prettier-ignore

function swapped(name: string): string {
  return name.replace(/Row|Column|^(row|column)s?(?=$|Vector)/, (line) => counterparts[line]!);
}
