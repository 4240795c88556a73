import type { TraceResult } from '../../shared/trace.ts';
import { outputText } from '../model/header.ts';
import { numbersAt } from '../model/variables.ts';
import { shortening, valueForms } from './shortForms.ts';

/** The result of a run for less and less room: `{ loss: 0.2392, w: 3×1 }`, `{ loss: 0.2392, … }`, `{ … }`. */
export function outputForms(result: TraceResult): readonly string[] {
  const whole = outputText(result);
  if (whole === '') return [];
  const { path, refs, shape } = result.trace.outputs[0]!;
  if (path !== '') return shortening([whole, outputText(result, 2), outputText(result, 1), '{ … }']);
  return refs.length > 3 ? [whole] : valueForms(numbersAt(result.trace, refs), shape);
}
