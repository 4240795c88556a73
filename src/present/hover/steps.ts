import type { TraceResult } from '../../shared/trace.ts';
import { iterationName, roundText } from '../fold/words.ts';
import { chosenRound, chosenUnits, type Selection } from '../fold/selection.ts';
import { hasRounds, roundNodes, roundsOf, unitsOf, type Unit } from '../fold/units.ts';
import { timeBefore } from '../lines/chosenTimes.ts';
import type { LineModel } from '../lines/lineModel.ts';

/** An iteration of a loop, or one of the calls from one site. */
export interface Step {
  readonly kind: 'loop' | 'calls';
  /** Of the loop, or of the calls. */
  readonly site: number;
  /** From 0. */
  readonly number: number;
  readonly times: number;
}

/** The iterations in which a site did something at a time, outermost first. */
export function stepsAt({ result, tree, within }: LineModel, time: number, site: number): Step[] {
  const { trace } = result;
  const timeAt = (e: number) => timeBefore(trace, e);
  const steps: Step[] = [];
  for (let node = 0; node >= 0;) node = inside(node);
  return steps;

  /** The node of the iteration or call in a node that goes on at the time; −1 if none does. */
  function inside(node: number): number {
    for (const unit of unitsOf(tree, node)) {
      if (unit.kind === 'call' && timeAt(unit.from) < time && time <= timeAt(unit.to)) return unit.node;
      if (!hasRounds(unit)) continue;
      const { kind } = unit;
      const found = kind === 'loop' ? iteration(unit) : call(unit);
      if (!found) continue;
      steps.push({ kind, site: tree.site[unit.node]!, number: found.number, times: unit.times });
      return found.node;
    }
    return -1;
  }

  function iteration(unit: Unit) {
    const rounds = roundNodes(tree, unit);
    const node = rounds.findLast((round) => tree.from[round]! + tree.mark[round]! < time);
    if (node === undefined) return undefined;
    const end = Math.max(timeAt(unit.to), tree.from[node]! + tree.mark[node]! + 1);
    const isIn =
      node !== rounds.at(-1) || time < end || (time === end && within(site, tree.site[unit.node]!));
    return isIn ? { node, number: tree.round[node]! } : undefined;
  }

  function call(unit: Unit) {
    if (time <= timeAt(unit.from) || time >= timeAt(unit.to)) return undefined;
    return [...roundsOf(tree, unit)].find(({ node }) => time <= timeAt(tree.to[node]!));
  }
}

/** A chosen iteration, and the equations of it. */
export interface ChosenStep {
  readonly steps: readonly Step[];
  /** Equations `from` up to but not including `to`; where it recorded nothing, those that it would stand between. */
  readonly from: number;
  readonly to: number;
  /** When it started. */
  readonly time: number;
}

/** The innermost iteration that is looked at of the loops and calls that a test holds for; of several side by side the last. */
export function chosenStep(
  model: LineModel,
  selection: Selection,
  isMeant: (unit: Unit, site: number) => boolean,
): ChosenStep | undefined {
  const { tree, result } = model;
  let around: { readonly step: Step; readonly end: number }[] = [];
  let found: ChosenStep | undefined;
  for (const unit of chosenUnits(tree, selection)) {
    const site = tree.site[unit.node]!;
    if (!hasRounds(unit) || !isMeant(unit, site)) continue;
    const { number, round } = chosenRound(tree, unit, selection);
    const step = { kind: unit.kind, site, number, times: unit.times };
    around = [...around.filter(({ end }) => unit.from < end), { step, end: unit.to }];
    const [from, to] = round ? [tree.from[round.node]!, tree.to[round.node]!] : [unit.to, unit.to];
    const mark = round ? tree.mark[round.node]! : -1;
    const time = mark < 0 ? timeBefore(result.trace, from) : from + mark;
    found = { steps: around.map((each) => each.step), from, to, time };
  }
  return found;
}

/** `step 137 of 200`, of loops in loops `step 3 of 10 › i 7 of 20`, of repeated calls `call 2 of 4`. */
export function stepsText(result: TraceResult, steps: readonly Step[]): string {
  return steps
    .map((step) => `${iterationName(result, step, step.site)} ${roundText(step.number, step.times)}`)
    .join(' › ');
}
