import type { TraceResult } from '../../shared/trace.ts';
import { headerOf, type Header } from '../model/header.ts';
import { numberVariables } from '../model/variables.ts';

/** The titles above a traced function that describe its last run: `loss = 3.207 · 6 equations · 2 ms`, `✓ gradient checked 3e−10`. */
export function lensTexts(
  result: TraceResult,
  header: Header = headerOf(result, numberVariables(result)),
): string[] {
  const { name, output, about, verdict } = header;
  const rest = about.filter((text) => text !== result.case);
  const summary = [output ? `${name.split('.').at(-1)} = ${output}` : '', ...rest]
    .filter((text) => text !== '')
    .join(' · ');
  return [summary, ...verdict.map(({ text }) => text)];
}
