import { replay } from '../../autodiff/replay.ts';
import type { Outcome } from '../branchSlope.ts';
import { isOfWholes, namesOf, type Ending, type Part } from '../endings.ts';
import { normal } from '../random.ts';
import { moved, moves, stepsOf, type Direction } from './directions.ts';
import type { Compared } from './slopes.ts';

/*
 * The plain program asked as a person would: "what if the rate were a percent higher?" It is compared with the record, replayed there with
 * its branches and steps held, which is the function that the gradient is of. Where the two part, the gradient does not tell what the plain
 * result does. Curvature plays no part: both have it.
 */

/** Parts of the input's own size, wider than the grain of most roundings and searches. */
const SCALES = [1e-1, 1e-2] as const;
/**
 * A difference of plain program and held record that is less than this part of the change is none: branches of a smooth program turn here
 * and there, as units of a network do.
 */
const PARTED = { only: 0.05, partly: 0.05, decides: 0.2 } as const;
/** Changes of the result that are less than this part of it are none. */
const STILL = 1e-9;
/** Slopes at both scales that agree to this part are one slope; else the result jumps. */
const ALIKE = 0.15;
/** Inputs with at most so many elements are asked one by one. */
const ONE_BY_ONE = 6;
/** Plain runs of one question. */
const RUNS = 2 * SCALES.length;

/** What the plain program says of an ending. */
export interface Asked {
  readonly outcome: Outcome | undefined;
  /** Parts whose gradient the plain program does not confirm. */
  readonly open: readonly Part[];
}

/** A budget of plain runs, shared by all endings. */
export interface Budget {
  left: number;
}

/**
 * Asks the plain program about an ending, as long as the budget lasts: about all its elements together, and one by one where these answer
 * otherwise than the held record.
 */
export async function ask(run: Compared, ending: Ending, budget: Budget): Promise<Asked> {
  const together = await askTogether(run, ending, budget);
  if (together)
    return {
      outcome: { kind: together.kind, text: textOf(run, together.kind, [together], ending) },
      open: [],
    };
  const open: Part[] = [];
  const answers: Answer[] = [];
  for (const part of ending.parts.flatMap(splitSmall)) {
    const direction = directionOf(run, part);
    if (!moves(direction)) continue;
    const looks = await look(run, direction, ending, budget);
    const kind = looks && kindOf(looks, ending);
    if (kind) answers.push({ kind, part, looks });
    const isOpen = kind === undefined ? ending.kind === 'only' && !isOfWholes(ending) : kind === 'refuted';
    if (isOpen) open.push(part);
  }
  const kind = kinds.find((some) => answers.some((answer) => answer.kind === some));
  const worst = answers.filter((answer) => answer.kind === kind);
  return { outcome: kind && { kind, text: textOf(run, kind, worst, ending) }, open };
}
const kinds = ['refuted', 'unclear', 'agrees', 'unmoved'] as const;

/** The answer about all elements at once, with two choices of signs, if it is that each is as the gradient says. */
async function askTogether(run: Compared, ending: Ending, budget: Budget): Promise<Answer | undefined> {
  const next = normal(2);
  const all = ending.parts.map((part) => directionOf(run, part));
  const sum = all.reduce((a, b) => a.map((data, i) => data.map((x, k) => x + b[i]![k]!)));
  const count = ending.parts.reduce((n, { elements }) => n + elements.length, 0);
  let answer: Answer | undefined;
  for (let pattern = 0; pattern < Math.min(count, 2); pattern++) {
    const direction = sum.map((data) => data.map((d) => (next() < 0 ? -d : d)));
    const looks = moves(direction) ? await look(run, direction, ending, budget) : undefined;
    const kind = looks && kindOf(looks, ending);
    if (!looks || (kind !== 'agrees' && kind !== 'unmoved')) return undefined;
    answer = { kind, part: ending.parts[0]!, looks };
  }
  return answer;
}

function splitSmall({ leaf, elements }: Part): Part[] {
  return elements.length > ONE_BY_ONE ? [{ leaf, elements }] : elements.map((k) => ({ leaf, elements: [k] }));
}

/** The direction that changes the elements in proportion to their own size. */
function directionOf({ base }: Compared, { leaf, elements }: Part): Direction {
  const wanted = new Set(elements);
  const steps = stepsOf(base[leaf]!);
  return base.map((data, i) =>
    i === leaf ? steps.map((s, k) => (wanted.has(k) ? s : 0)) : new Float64Array(data.length),
  );
}

/** The plain result at one point of a direction. */
interface Look {
  /** Part of the direction, with its sign. */
  readonly at: number;
  /** Change of the outputs' sum, and the sum of the changes' magnitudes. */
  readonly rise: number;
  readonly change: number;
  /** The held record does something else there. */
  readonly parts: boolean;
}

interface Answer {
  readonly kind: Outcome['kind'];
  readonly part: Part;
  readonly looks: readonly Look[];
}

/** The plain program at both scales, to both sides; undefined where the budget does not allow it. Points where it throws are left out. */
async function look(
  run: Compared,
  direction: Direction,
  { kind }: Ending,
  budget: Budget,
): Promise<Look[] | undefined> {
  if (budget.left < RUNS) return undefined;
  budget.left -= RUNS;
  const { trace, base, recorded, evaluate } = run;
  const looks: Look[] = [];
  for (const at of SCALES.flatMap((scale) => [-scale, scale])) {
    const point = moved(base, direction, at);
    const plain = await evaluate(point);
    if (plain?.length !== recorded.length) continue;
    const held = replay(trace, point, 'held').outputs;
    let [rise, change, apart, most, size] = [0, 0, 0, 0, 0];
    // Output by output: what one gains another may lose.
    plain.forEach((x, i) => {
      const [before, still] = [recorded[i]!, held[i]!];
      if (![x, before, still].every(Number.isFinite)) return;
      rise += x - before;
      change += Math.abs(x - before);
      apart += Math.abs(x - still);
      most += Math.max(Math.abs(x - before), Math.abs(still - before));
      size += Math.abs(before);
    });
    looks.push({ at, rise, change, parts: apart > PARTED[kind] * most && apart > STILL * size });
  }
  return looks;
}

function kindOf(looks: readonly Look[], { kind }: Ending): Outcome['kind'] {
  const parted = looks.filter(({ parts }) => parts).map(({ at }) => at);
  if (parted.length === 0) return kind === 'only' ? 'unmoved' : 'agrees';
  // Where the input has a smooth way, a branch that only the wider step turns is not held against it.
  const isBoth = [-1, 1].some((side) => SCALES.every((scale) => parted.includes(side * scale)));
  return kind === 'only' || isBoth ? 'refuted' : 'unclear';
}

/** Parts that a sentence names. */
const mostNamed = 3;

/** What the plain program answered, all of one kind. */
function textOf(run: Compared, kind: Outcome['kind'], answers: readonly Answer[], ending: Ending): string {
  if (kind === 'unmoved' && ending.kind === 'only' && answers.some(({ looks }) => looks.length > 0))
    return `Over ±${SCALES[0] * 100} % the plain result does not change.`;
  if (kind !== 'refuted') return '';
  const changes = answers.slice(0, mostNamed).map((answer) => {
    const name = answers.length > 1 ? namesOf(run.trace, [answer.part]) : '';
    return { name, ...changeOf(run, answer, ending) };
  });
  const ranges = [...new Set(changes.map(({ range }) => range))];
  return ranges
    .map((range) => {
      const texts = changes
        .filter((one) => one.range === range)
        .map(({ name, text, gradient }) => {
          const by = name && ` with ${name}`;
          if (gradient === undefined) return text + by;
          return name ? `${text}${by} (gradient ${gradient})` : `${text}; the gradient is ${gradient}`;
        });
      return `Over ±${range} the plain result changes ${texts.join(', ')}.`;
    })
    .join(' ');
}

/** How the plain result changes: over which range, `at 59.97` or `by up to 1` where it jumps; and the gradient of a single element. */
function changeOf({ trace, base, cotangents }: Compared, { part, looks }: Answer, ending: Ending) {
  const slopes = SCALES.flatMap((scale) => {
    const sides = looks.filter(({ at }) => Math.abs(at) === scale);
    return sides.length < 2 ? [] : [{ scale, slope: (sides[1]!.rise - sides[0]!.rise) / (2 * scale) }];
  });
  const [wide, fine] = slopes;
  const isSlope =
    wide !== undefined &&
    fine !== undefined &&
    wide.slope !== 0 &&
    Math.abs(wide.slope - fine.slope) <= ALIKE * Math.max(Math.abs(wide.slope), Math.abs(fine.slope));
  const { leaf, elements } = part;
  const [k] = elements as [number];
  const unit = stepsOf(base[leaf]!)[k]!;
  const isOne = elements.length === 1;
  const gradient = isOne ? short(cotangents[trace.leaves[leaf]!.first + k]!) : undefined;
  const rangeOf = (scale: number) =>
    isOne && base[leaf]![k] === 0 ? short(scale * unit) : `${short(scale * 100)} %`;
  if (isSlope) {
    // The grain of steps shows less at the wider scale.
    const { scale, slope } = ending.places[0].kind === 'guard' ? fine : wide;
    const text = isOne ? `at ${short(slope / unit)}` : `by ${short(slope / 100)} for each percent`;
    return { range: rangeOf(scale), text, gradient };
  }
  const parted = looks.filter(({ parts }) => parts);
  const at = Math.min(...parted.map((one) => Math.abs(one.at)));
  const change = Math.max(...parted.filter((one) => Math.abs(one.at) === at).map((one) => one.change));
  return { range: rangeOf(at), text: `by up to ${short(change)}`, gradient };
}

const short = (x: number): string => String(Number(x.toPrecision(4))).replace('-', '−');
