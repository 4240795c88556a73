import { explain } from '../../../src/explain/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

/** Why the gradient of an input of the marked function is zero, with the line and the text of the guilty expression. */
export async function why(source: string, name: string) {
  const evidence = await evidenceOf(source);
  const line = source.split('\n').findIndex((one) => one.includes('function f(')) + 1;
  const { finding, sentence } = explain(evidence, { file: 0, line, name, of: 'gradient' })!;
  return {
    class: finding?.class,
    severity: finding?.severity,
    line: finding?.span[1],
    guilty: finding && evidence.program.text(finding.span),
    sentence,
    chain: finding?.related.map(({ message }) => message) ?? [],
    iteration: finding?.iteration,
  };
}
