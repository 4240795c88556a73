import { replay } from '../../autodiff/replay.ts';
import type { Outcome } from '../branchSlope.ts';
import { isOfWholes, namesOf, type Ending, type Part } from '../endings.ts';
import { uniform } from '../random.ts';
import { moved, moves, stepsOf, type Direction } from './directions.ts';
import { predictedSlope, type Compared } from './slopes.ts';

/*
 * The plain program asked as a person would: "what if the rate were a percent higher?" It is compared with the record, replayed there with
 * its branches and steps held, which is the function that the gradient is of. Where the two part, the gradient does not tell what the plain
 * result does. Curvature plays no part: both have it.
 */

/** Parts of the input's own size, wider than the grain of most roundings and searches. */
const SCALES = [1e-1, 1e-2] as const;
/**
 * Plain program and held record part where their difference is more than this part of the change. Branches of a smooth program turn here
 * and there, as units of a network do: less of that does not count.
 */
const PARTS = { only: 0.05, partly: 0.05, decides: 0.2 } as const;
/** Where branches turn, a slope at the finer scale that agrees to this part with the gradient confirms it. */
const CONFIRMS = 0.02;
/** Changes of the result that are less than this part of it are none. */
const STILL = 1e-9;
/** Slopes at both scales that agree to this part are one slope; else the result jumps. */
const ALIKE = 0.15;
/** Inputs with at most so many elements are asked one by one. */
const ONE_BY_ONE = 6;

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
  const count = ending.parts.reduce((n, { elements }) => n + elements.length, 0);
  const together = await askTogether(run, ending, count, budget);
  // In counts and ranks what one element does another may undo.
  const isAlone = ending.kind === 'only' && count > 2 && count <= MOST_ALONE;
  if (together && !isAlone)
    return {
      outcome: { kind: together.kind, text: textOf(run, together.kind, [together], ending) },
      open: [],
    };
  const scales = isAlone && (together || count > ONE_BY_ONE) ? SCALES.slice(0, 1) : SCALES;
  const open: Part[] = [];
  const answers: Answer[] = [];
  for (const part of ending.parts.flatMap((one) => split(one, isAlone ? MOST_ALONE : ONE_BY_ONE))) {
    const direction = directionOf(run, part);
    if (!moves(direction)) continue;
    const looks = await look(run, direction, ending, budget, scales);
    const kind = looks && kindOf(looks, ending, predictedSlope(run, direction).sum);
    if (kind) answers.push({ kind, part, looks });
    const isOpen =
      kind === undefined ? !together && ending.kind === 'only' && !isOfWholes(ending) : kind === 'refuted';
    if (isOpen) open.push(part);
  }
  const kind = kinds.find((some) => answers.some((answer) => answer.kind === some));
  const worst = answers.filter((answer) => answer.kind === kind);
  return { outcome: kind && { kind, text: textOf(run, kind, worst, ending) }, open };
}
/** Endings of at most so many elements are asked by element even where these do nothing together. */
const MOST_ALONE = 16;
const kinds = ['refuted', 'unclear', 'agrees', 'unmoved'] as const;

/** The answer about all elements at once, with a few choices of signs, if it is that each is as the gradient says. */
async function askTogether(
  run: Compared,
  ending: Ending,
  count: number,
  budget: Budget,
): Promise<Answer | undefined> {
  const parts = ending.parts.map((part) => directionOf(run, part));
  const all = parts.reduce((a, b) => a.map((data, i) => data.map((x, k) => x + b[i]![k]!)));
  const next = uniform(2);
  let turn = 0;
  // Together, then against each other: of a quotient only one of the two shows.
  const turned = all.map((data) =>
    data.map((d) => (d !== 0 && (count > 2 ? next() < 0.5 : turn++ % 2) ? -d : d)),
  );
  let answer: Answer | undefined;
  for (const direction of count > 1 ? [all, turned] : [all]) {
    const looks = moves(direction) ? await look(run, direction, ending, budget) : undefined;
    const kind = looks && kindOf(looks, ending, predictedSlope(run, direction).sum);
    if (!looks || (kind !== 'agrees' && kind !== 'unmoved')) return undefined;
    answer = { kind, part: ending.parts[0]!, looks };
  }
  return answer;
}

function split({ leaf, elements }: Part, most: number): Part[] {
  return elements.length > most ? [{ leaf, elements }] : elements.map((k) => ({ leaf, elements: [k] }));
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
  /** Difference of plain program and held record, as a part of the change; 0 where there is none beyond rounding. */
  readonly part: number;
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
  scales: readonly number[] = SCALES,
): Promise<Look[] | undefined> {
  if (budget.left < 2 * scales.length) return undefined;
  budget.left -= 2 * scales.length;
  const { trace, base, recorded, evaluate } = run;
  const isComputed = trace.outputs.flatMap(({ refs }) => Array.from(refs, (ref) => ref > 0));
  const looks: Look[] = [];
  for (const at of scales.flatMap((scale) => [-scale, scale])) {
    const point = moved(base, direction, at);
    const plain = await evaluate(point);
    if (plain?.length !== recorded.length) continue;
    const held = replay(trace, point, 'held').outputs;
    let [rise, change, apart, most, size] = [0, 0, 0, 0, 0];
    // Output by output: what one gains another may lose.
    plain.forEach((x, i) => {
      const [before, still] = [recorded[i]!, held[i]!];
      // An output that no gradient is of, as a count of rounds, says nothing of the others.
      if (![x, before, still].every(Number.isFinite) || (kind !== 'only' && !isComputed[i]!)) return;
      rise += x - before;
      change += Math.abs(x - before);
      apart += Math.abs(x - still);
      most += Math.max(Math.abs(x - before), Math.abs(still - before));
      size += Math.abs(before);
    });
    looks.push({ at, rise, change, part: apart > STILL * size ? apart / most : 0 });
  }
  return looks;
}

function kindOf(looks: readonly Look[], { kind }: Ending, predicted: number): Outcome['kind'] {
  const parted = looks.filter(({ part }) => part > PARTS[kind]).map(({ at }) => at);
  if (parted.length === 0) return kind === 'only' ? 'unmoved' : 'agrees';
  if (kind === 'only') return 'refuted';
  const fine = slopesOf(looks).find(({ scale }) => scale === SCALES[1])?.slope ?? NaN;
  const apart = Math.abs(fine - predicted) / Math.max(Math.abs(fine), Math.abs(predicted));
  if (kind === 'decides' && apart <= CONFIRMS) return 'agrees';
  const scales = new Set(looks.map(({ at }) => Math.abs(at)));
  const isBoth = [-1, 1].some((side) => [...scales].every((scale) => parted.includes(side * scale)));
  return isBoth ? 'refuted' : 'unclear';
}

/** Slopes of the outputs' sum between both sides, by scale. */
function slopesOf(looks: readonly Look[]): { readonly scale: number; readonly slope: number }[] {
  return SCALES.flatMap((scale) => {
    const sides = looks.filter(({ at }) => Math.abs(at) === scale);
    return sides.length < 2 ? [] : [{ scale, slope: (sides[1]!.rise - sides[0]!.rise) / (2 * scale) }];
  });
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

/** How the plain result changes: over which range, `at a slope of 59.97` or `by up to 1` where it jumps; and the gradient of a single element. */
function changeOf({ trace, base, cotangents }: Compared, { part, looks }: Answer, ending: Ending) {
  const [wide, fine] = slopesOf(looks);
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
    const text = isOne ? `at a slope of ${short(slope / unit)}` : `by ${short(slope / 100)} for each percent`;
    return { range: rangeOf(scale), text, gradient };
  }
  const parted = looks.filter(({ part }) => part > PARTS[ending.kind]);
  const at = Math.min(...parted.map((one) => Math.abs(one.at)));
  const change = Math.max(...parted.filter((one) => Math.abs(one.at) === at).map((one) => one.change));
  return { range: rangeOf(at), text: `by up to ${short(change)}`, gradient };
}

/** Four digits, with an exponent where tables have one. */
function short(x: number): string {
  const size = Math.abs(x);
  const hasExponent = size !== 0 && (size < 1e-3 || size >= 1e6);
  const text = hasExponent ? x.toExponential(3) : String(Number(x.toPrecision(4)));
  return text.replaceAll('-', '−').replace('e+', 'e');
}
