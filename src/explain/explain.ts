import type { Diagnostic } from '../shared/errors.ts';
import { inFile } from '../shared/span.ts';
import { explainConditioning, explainEqualSpectrum } from './conditioning/index.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { Target } from './evidence/target.ts';
import { isNamedOn, targetAt, type Question } from './asked/targetAt.ts';
import { explainNonFinite } from './nonFinite/index.ts';
import { explainOverwritten } from './overwritten/index.ts';
import { explainShapes } from './shape/index.ts';
import { explainThrown } from './thrown.ts';
import { explainZero } from './zero/index.ts';
import { explainKink } from './zero/kink.ts';
import { explainMisread } from './zero/misread.ts';
import { nothingWrong } from './nothingWrong.ts';

/** Why a number is what it is. */
export interface Explanation {
  /** What was asked about. */
  readonly about: { readonly name: string; readonly of: 'value' | 'gradient'; readonly iteration?: number };
  /** Whether it has numbers that the record knows: none of what is static, or was never computed. */
  readonly isTracked: boolean;
  /** One sentence. */
  readonly sentence: string;
  /** What is wrong, with the guilty place and the chain; undefined where nothing is. */
  readonly finding?: Diagnostic;
}

/** Tries one kind of explanation; undefined where it is not the one. */
export type Explainer = (evidence: Evidence, target: Target) => Diagnostic | undefined;

/** By what is asked about, the kinds of explanation, the likeliest first. */
const explainers: Readonly<Record<Target['of'], readonly Explainer[]>> = {
  value: [
    explainThrown,
    explainNonFinite,
    explainOverwritten,
    explainShapes,
    explainConditioning,
    explainMisread,
  ],
  gradient: [
    explainThrown,
    explainNonFinite,
    explainEqualSpectrum,
    explainZero,
    explainKink,
    explainConditioning,
    explainOverwritten,
    explainShapes,
    explainMisread,
  ],
};

/** Answers a question; undefined where its line has no such name. */
export function explain(evidence: Evidence, question: Question): Explanation | undefined {
  const target = targetAt(evidence, question) ?? neverComputed(evidence, question);
  return target && explainTarget(evidence, target);
}

/** What a run that threw would have given, or a name on a line that holds no number which the record knows. */
function neverComputed(evidence: Evidence, { file, line, name, of }: Question): Target | undefined {
  if (name === undefined) return undefined;
  const isUntracked = of !== 'gradient' && isNamedOn(evidence, file, line, name);
  if (evidence.result.status === 'ok' && !isUntracked) return undefined;
  return { name, of: of ?? 'value', span: inFile(file, [line, 0, line, 0]), ids: new Int32Array(0) };
}

/** Says why a value or a gradient is what it is. */
export function explainTarget(evidence: Evidence, target: Target): Explanation {
  const { name, of, iteration } = target;
  const about = { name, of, ...(iteration !== undefined && { iteration }) };
  const isTracked = target.ids.length > 0;
  for (const attempt of explainers[of]) {
    const finding = attempt(evidence, target);
    if (finding) return { about, isTracked, sentence: finding.message, finding };
  }
  return { about, isTracked, sentence: nothingWrong(evidence, target) };
}
