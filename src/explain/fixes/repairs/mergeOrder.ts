import { staticKey } from '../../../instrument/syntax.ts';
import { bare, spanOf } from '../../program/program.ts';
import { part, parts, replaced, textOf, type Repair } from '../repair.ts';

/** `{ ...options, rate: 0.1 }`, `Object.assign({}, options, defaults)`: what is given last wins. */
export const givenLast: Repair = (at, program) => {
  const object = bare(at);
  if (object.node.type === 'ObjectExpression') {
    const properties = parts(object, 'properties');
    const first = properties[0];
    if (first?.node.type !== 'SpreadElement' || properties.length < 2) return [];
    const last = properties.at(-1)!;
    const texts = [...properties.slice(1), first].map((one) => textOf(program, one));
    const [file, line, column] = spanOf(first);
    const [, , , endLine, endColumn] = spanOf(last);
    const separator = line === endLine ? ', ' : `,\n${' '.repeat(column)}`;
    const name = textOf(program, part(first, 'argument')!);
    return [
      {
        title: `Spread ${name} last, so that it wins`,
        edits: [{ span: [file, line, column, endLine, endColumn], text: texts.join(separator) }],
      },
    ];
  }
  if (object.node.type !== 'CallExpression') return [];
  const callee = bare(part(object, 'callee')!);
  const args = parts(object, 'arguments');
  const isAssign = callee.node.type === 'MemberExpression' && staticKey(callee.node) === 'assign';
  const [a, b] = args.slice(-2);
  if (!isAssign || args.length < 3 || !a || !b) return [];
  const [first, second] = [textOf(program, a), textOf(program, b)];
  return [
    { title: `Merge ${first} last, so that it wins`, edits: [replaced(a, second), replaced(b, first)] },
  ];
};
