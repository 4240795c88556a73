import { countText } from '../../shared/tensor.ts';
import { plural } from '../../present/format/numberText.ts';
import type { Link } from '../../shared/errors.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { numberOf, wholeOf, type Whole } from './expression.ts';

/** A whole expression that equations of a path lie in. */
interface Stretch extends Whole {
  /** The last of them before it is come by again. */
  equation: number;
  /** How often the one that is come by most often is. */
  rounds: number;
}

/**
 * The way of a number from expression to expression as links, each expression once: how often it is come by is said in its line.
 *
 * @param path equations in order
 * @param message of an expression and its number
 * @param most links; what is left out is counted in the last but one
 */
export function spreadLinks(
  evidence: Evidence,
  path: readonly number[],
  message: (text: string, value: number | undefined) => string,
  most: number,
): Link[] {
  const { site } = evidence.trace.equations;
  const stretches = new Map<string, Stretch>();
  const bySite = new Map<number, { readonly stretch: Stretch | undefined; times: number }>();
  for (const equation of path) {
    let known = bySite.get(site[equation]!);
    if (!known) bySite.set(site[equation]!, (known = { stretch: stretchOf(equation), times: 0 }));
    const { stretch } = known;
    const times = ++known.times;
    if (!stretch) continue;
    if (times > stretch.rounds) stretch.rounds = times;
    if (stretch.rounds === 1) stretch.equation = equation;
  }
  const all = [...stretches.values()];
  const shown = all.length <= most ? all : [...all.slice(0, most - 1), all.at(-1)!];
  return shown.map(({ span, text, equation, rounds }, i): Link => {
    const value = numberOf(evidence, equation);
    const iteration = evidence.iteration(equation);
    const times = rounds > 1 ? ` × ${plural(rounds, 'round')}` : '';
    const left =
      i === most - 2 && all.length > most ? `, and on through ${countText(all.length - most)} more` : '';
    return {
      message: `${message(text, value)}${times}${left}`,
      span,
      equation,
      ...(value !== undefined && { value }),
      ...(iteration !== undefined && { iteration }),
    };
  });

  function stretchOf(equation: number): Stretch | undefined {
    const whole = wholeOf(evidence, equation);
    if (!whole) return undefined;
    const key = whole.span.join();
    const stretch = stretches.get(key) ?? { ...whole, equation, rounds: 0 };
    stretches.set(key, stretch);
    return stretch;
  }
}
