import { explainConditioning, findConditioning } from '../../../src/explain/conditioning/index.ts';
import { targetAt } from '../../../src/explain/asked/targetAt.ts';
import type { Evidence } from '../../../src/explain/index.ts';
import type { Diagnostic } from '../../../src/shared/errors.ts';
import { evidenceOf } from '../../support/evidence.ts';

/** A finding with the text of its guilty expression. */
export type Found = Diagnostic & { readonly guilty: string };

/** What is found, unasked, in a function `f` of these arguments. */
export async function found(parameters: string, args: string, body: string): Promise<Found[]> {
  const evidence = await evidenceOf(sourceOf(parameters, args, body));
  return findConditioning(evidence).map((one) => withGuilty(evidence, one));
}

/** The answer to a question about a name where it is last bound, or about a parameter. */
export async function answer(
  parameters: string,
  args: string,
  body: string,
  name: string,
  of: 'value' | 'gradient',
): Promise<Found | undefined> {
  const source = sourceOf(parameters, args, body);
  const evidence = await evidenceOf(source);
  const lines = source.split('\n');
  const isParameter = parameters.split(', ').includes(name);
  const line = lines.findLastIndex((text) =>
    isParameter ? text.startsWith('export function') : new RegExp(`\\b${name} [-+*]?= `).test(text),
  );
  const target = targetAt(evidence, { file: 0, line: line + 1, name, of });
  if (!target) throw new Error(`there is no ${name} on line ${line + 1}`);
  const one = explainConditioning(evidence, target);
  return one && withGuilty(evidence, one);
}

function sourceOf(parameters: string, args: string, body: string): string {
  const names = 'Matrix, inverse, solve, EigenvalueDecomposition, QrDecomposition, CholeskyDecomposition';
  return `import { ${names} } from 'ml-matrix';\n/** @trace f(${args}) */\nexport function f(${parameters}) {\n${body}\n}`;
}

const withGuilty = (evidence: Evidence, one: Diagnostic): Found => ({
  ...one,
  guilty: evidence.program.text(one.span),
});
