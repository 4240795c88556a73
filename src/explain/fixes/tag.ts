import type { Fix } from '../../shared/errors.ts';
import type { TagValue } from '../../instrument/index.ts';
import { inFile } from '../../shared/span.ts';
import { oneLine } from '../evidence/evidence.ts';
import type { Program } from '../program/program.ts';

/** A name that a length of steps goes by. */
export const stepName = /rate|step|eta$|^lr$|^alpha$|learn|^dt$|^h$|speed|^gamma$|^mu$/i;

/** Repairs in the `@trace` calls of a file: other inputs than those that are given. */
export function smallerSteps(file: number, program: Program): Fix[] {
  const lengths = program
    .tagValues(file)
    .filter(({ name, node }) => node.type === 'NumericLiteral' && name !== undefined && stepName.test(name));
  return [10, 100].flatMap((by) =>
    lengths.map((one) => {
      const text = scaled(Number(one.text), 1 / by);
      return { title: `Take a smaller ${one.name} in the @trace: ${text}`, edits: [edit(file, one, text)] };
    }),
  );
}

/** A number of steps, of which more are shorter. */
export const countName = /steps?$|^substeps|^segments$|^iterations$/i;

/** A number with another, without the noise of its last digits. */
export function scaled(number: number, by: number): string {
  return String(Number((number * by).toPrecision(12)));
}

/** Weights that start at zero: random ones. */
export function randomStarts(file: number, program: Program): Fix[] {
  return program.tagValues(file).flatMap((one): Fix[] => {
    const text = one.text.startsWith('zeros(')
      ? `randn${one.text.slice('zeros'.length)}`
      : /^\[\s*0(\s*,\s*0)*\s*\]$/.test(one.text)
        ? one.text.replaceAll('0', '0.1')
        : undefined;
    if (text === undefined) return [];
    return [{ title: `Start at ${text} in the @trace`, edits: [edit(file, one, text)] }];
  });
}

/** Points that are given twice in a row, where a distance is zero. */
export function withoutRepeats(file: number, program: Program): Fix[] {
  const values = program.tagValues(file);
  return values.flatMap((one, i): Fix[] => {
    const { node, text, range } = one;
    if (node.type !== 'ArrayExpression' && node.type !== 'ObjectExpression') return [];
    const twin = values
      .slice(0, i)
      .findLast((other) => other.node.end! <= node.start! && other.text === text);
    const list = values.find(
      (around) => around.node.type === 'ArrayExpression' && around.node.elements.includes(node),
    );
    if (!twin || !list || list.node.type !== 'ArrayExpression') return [];
    const at = list.node.elements.indexOf(node);
    if (list.node.elements[at - 1] !== twin.node) return [];
    const [, , line, column] = twin.range;
    const [, , endLine, endColumn] = range;
    return [
      {
        title: `Leave the repeated ${oneLine(text)} out of the @trace`,
        edits: [{ span: [file, line, column, endLine, endColumn], text: '' }],
      },
    ];
  });
}

/** An input on which nothing depends in a way that has a slope: it is said to be one that no gradient is wanted of. */
export function staticInput(file: number, program: Program, name: string): Fix[] {
  return program
    .tagValues(file)
    .filter((one) => one.isArgument && one.name === name && !one.text.startsWith('staticArg('))
    .map((one) => ({
      title: `Say in the @trace that ${name} is static: staticArg(…)`,
      edits: [edit(file, one, `staticArg(${one.text})`)],
    }));
}

function edit(file: number, { range }: TagValue, text: string) {
  return { span: inFile(file, range), text };
}
