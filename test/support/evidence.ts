import { Evidence } from '../../src/explain/index.ts';
import { resultOf } from './fold.ts';
import { asScript } from './trace.ts';

/** A run of a module given as text, as explanations are drawn from it. */
export async function evidenceOf(source: string): Promise<Evidence> {
  return new Evidence(await resultOf(source), () => asScript(source));
}
