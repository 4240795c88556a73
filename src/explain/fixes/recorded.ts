import type { Diagnostic, FindingClass } from '../../shared/errors.ts';
import { operandsOf, sizeAt, valueOf } from '../../shared/trace.ts';
import { isWithin } from '../evidence/computedIn.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { equationsOf } from '../evidence/operations.ts';
import { spanOf, type Placed } from '../program/program.ts';

/** What the record has to show at a place for a repair to be of use there. */
export interface Reason {
  /** The operations by whose numbers it shows. */
  readonly of: readonly string[];
  /** Whether it shows in the numbers that one of them took and what it gave. */
  readonly shows: (operands: readonly number[], result: number) => boolean;
}

type BySite = ReadonlyMap<number, readonly number[]>;

const known = new WeakMap<Evidence, Map<string, BySite>>();

/** What a run computed at the places of its source, in all rounds: it tells which repairs have a reason there. */
export class Recorded {
  readonly #evidence: Evidence;
  readonly #class: FindingClass;
  /** The guilty place of a NaN that no operation of the record has made there: the numbers of its other rounds tell nothing. */
  readonly #untracked: string | undefined;

  constructor(evidence: Evidence, { span, equation }: Diagnostic, of: FindingClass) {
    this.#evidence = evidence;
    this.#class = of;
    const isRecorded = equation !== undefined && evidence.place(equation)?.join() === span.join();
    this.#untracked = isRecorded || of !== 'non-finite-value' ? undefined : span.join();
  }

  /**
   * Whether the record refutes that a repair has a reason at a place. Numbers that are not tracked are in no record: what they came to is
   * only of interest where a number may be NaN or infinite.
   */
  refutes(at: Placed, { of, shows }: Reason): boolean {
    const equations = of.flatMap((name) => this.#equationsAt(at, name));
    if (spanOf(at).join() === this.#untracked) return false;
    if (equations.length === 0) return !this.#class.startsWith('non-finite');
    return !equations.some((equation) => this.#isShown(equation, shows));
  }

  /** The equations of an operation whose site has just the range of a node; where there is none, those inside of it. */
  #equationsAt(at: Placed, name: string): readonly number[] {
    const equations = bySite(this.#evidence, name);
    const range = spanOf(at);
    const exact: number[] = [];
    const inside: number[] = [];
    for (const [site, some] of equations) {
      const span = this.#evidence.span(site);
      if (!span || !isWithin(span, range)) continue;
      // One by one: an operation of a long loop has more equations than a call takes arguments.
      for (const one of some) (isWithin(range, span) ? exact : inside).push(one);
    }
    return exact.length > 0 ? exact : inside;
  }

  #isShown(equation: number, shows: Reason['shows']): boolean {
    const { trace } = this.#evidence;
    const { out, rows, columns } = trace.equations;
    const operands = operandsOf(trace, equation);
    const size = sizeAt(rows[equation]!, columns[equation]!);
    for (let k = 0; k < size; k++) {
      const numbers = operands.map(({ refs }) => valueOf(trace, refs[refs.length === size ? k : 0]!));
      if (shows(numbers, trace.values[out[equation]! + k]!)) return true;
    }
    return false;
  }
}

/** The equations of an operation by their site, found once. */
function bySite(evidence: Evidence, name: string): BySite {
  const { site } = evidence.trace.equations;
  const all = known.get(evidence) ?? new Map<string, BySite>();
  known.set(evidence, all);
  const found = all.get(name);
  if (found) return found;
  const sites = new Map<number, number[]>();
  for (const equation of equationsOf(evidence, new Set([name]))) {
    const some = sites.get(site[equation]!);
    if (some) some.push(equation);
    else sites.set(site[equation]!, [equation]);
  }
  all.set(name, sites);
  return sites;
}
