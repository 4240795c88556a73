import type { Outcome } from '../branchSlope.ts';
import { isOfWholes, namesOf, type Ending, type Part } from '../endings.ts';
import { moved, moves, stepsOf, type Direction } from './directions.ts';
import { normal } from '../random.ts';
import { predictedSlope, type Compared } from './slopes.ts';

/*
 * The plain program asked as a person would: "what if the rate were a percent higher?" Steps of a tenth, a hundredth and a thousandth of
 * the input's own size are wider than the grain of most roundings and searches, which small steps fall into.
 */

/** Parts of the input's own size, the one that tells most first. */
const SCALES = [1e-2, 1e-1, 1e-3] as const;
/** Slopes at two scales that agree to this part have settled; a gradient that differs from them by more is another slope. */
const ALIKE = 0.15;
/** A slope that agrees to this part with the gradient confirms it: scales are coarse. */
const CONFIRMS = 0.05;
/** Inputs with at most so many elements are asked one by one. */
const ONE_BY_ONE = 6;

/** What the plain program says of each part of an ending, and which parts it was not asked about. */
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
 * otherwise than the gradient.
 */
export async function ask(run: Compared, ending: Ending, budget: Budget): Promise<Asked> {
  const all = ending.parts.reduce(
    (sum, part) => add(sum, directionOf(run, part)),
    directionOf(run, ending.parts[0]!, 0),
  );
  const together = await askTogether(run, all, ending, budget);
  if (together) return { outcome: { kind: together.kind, text: textOf(run, [together], ending) }, open: [] };
  const open: Part[] = [];
  const answers: PartAnswer[] = [];
  for (const part of ending.parts.flatMap(splitSmall)) {
    const direction = directionOf(run, part);
    if (!moves(direction)) continue;
    const answer = await answerOf(run, direction, ending, budget);
    if (answer) answers.push({ ...answer, part });
    const isUnclear = isOfWholes(ending)
      ? answer?.kind === 'unclear' && answer.slope !== 0
      : !answer || answer.kind === 'unclear';
    if (answer?.kind === 'refuted' || (isUnclear && ending.kind === 'only')) open.push(part);
  }
  const kind = kinds.find((some) => answers.some((answer) => answer.kind === some));
  const worst = answers.filter((answer) => answer.kind === kind);
  return { outcome: kind && { kind, text: textOf(run, worst, ending) }, open };
}

/** The answer about several elements at once, if it says that each is as the gradient says. */
async function askTogether(
  run: Compared,
  all: Direction,
  ending: Ending,
  budget: Budget,
): Promise<PartAnswer | undefined> {
  const next = normal(2);
  const direction = all.map((data) => data.map((d) => d * next()));
  if (!moves(direction)) return undefined;
  const scales = ending.kind === 'only' ? ([1e-1, 1e-2] as const) : ([1e-2] as const);
  const predicted = predictedSlope(run, direction).sum;
  for (const scale of scales) {
    const slope = await slopeAt(run, direction, scale, budget);
    if (slope === undefined || !confirms(slope, predicted)) return undefined;
  }
  const kind = ending.kind === 'only' ? 'unmoved' : 'agrees';
  return { kind, slope: predicted, scale: scales[0], part: ending.parts[0]! };
}

const confirms = (slope: number, predicted: number): boolean =>
  Math.abs(slope - predicted) <= CONFIRMS * Math.max(Math.abs(slope), Math.abs(predicted));

const add = (a: Direction, b: Direction): Direction => a.map((data, i) => data.map((x, k) => x + b[i]![k]!));

const kinds = ['refuted', 'unclear', 'agrees', 'unmoved'] as const;

function splitSmall({ leaf, elements }: Part): Part[] {
  return elements.length > ONE_BY_ONE ? [{ leaf, elements }] : elements.map((k) => ({ leaf, elements: [k] }));
}

/** The direction that changes the elements in proportion to their own size. */
function directionOf({ base }: Compared, { leaf, elements }: Part, weight = 1): Direction {
  const wanted = new Set(elements);
  const steps = stepsOf(base[leaf]!).map((s) => s * weight);
  return base.map((data, i) =>
    i === leaf ? steps.map((s, k) => (wanted.has(k) ? s : 0)) : new Float64Array(data.length),
  );
}

interface Answer {
  readonly kind: Outcome['kind'];
  /** Slope along the direction, and the scale it was seen at; of a result that does not move, 0 and the widest. */
  readonly slope: number;
  readonly scale: number;
}
type PartAnswer = Answer & { readonly part: Part };

/** The answer about one direction; undefined where the budget does not allow the question. */
async function answerOf(
  run: Compared,
  direction: Direction,
  ending: Ending,
  budget: Budget,
): Promise<Answer | undefined> {
  if (budget.left < 2 * SCALES.length) return undefined;
  const predicted = predictedSlope(run, direction).sum;
  const seen: { readonly slope: number; readonly scale: number }[] = [];
  for (const scale of SCALES) {
    const slope = await slopeAt(run, direction, scale, budget);
    if (slope === undefined) continue;
    seen.push({ slope, scale });
    if (confirms(slope, predicted) && ending.kind !== 'only') return { kind: 'agrees', slope, scale };
  }
  const settled = settledSlope(seen, predicted, ending.places[0].kind === 'guard');
  if (settled) return { kind: 'refuted', ...settled };
  const moving = seen.find(({ slope }) => slope !== 0);
  if (moving) return { kind: 'unclear', ...moving };
  return { kind: seen.length > 0 ? 'unmoved' : 'unclear', slope: 0, scale: Math.max(...SCALES) };
}

/**
 * The slope that two neighbouring scales agree on, if it is not the predicted one: of functions in steps the one seen at the wider
 * scale, where their grain shows less.
 */
function settledSlope(
  seen: readonly { readonly slope: number; readonly scale: number }[],
  predicted: number,
  isFine: boolean,
) {
  const falling = seen.toSorted((a, b) => b.scale - a.scale);
  for (const [i, fine] of falling.entries()) {
    const wide = falling[i - 1];
    if (!wide) continue;
    const apart = Math.abs(fine.slope - wide.slope);
    const size = Math.max(Math.abs(fine.slope), Math.abs(wide.slope));
    const off = Math.min(Math.abs(fine.slope - predicted), Math.abs(wide.slope - predicted));
    const isOther = off > 3 * apart && off > CONFIRMS * Math.max(size, Math.abs(predicted));
    if (size > 0 && apart <= ALIKE * size && isOther) return isFine ? fine : wide;
  }
  return undefined;
}

/** The slope of the outputs' sum between the points a part of the direction to either side; undefined where the program does not answer. */
async function slopeAt(
  { base, recorded, evaluate }: Compared,
  direction: Direction,
  scale: number,
  budget: Budget,
): Promise<number | undefined> {
  budget.left -= 2;
  const [before, after] = [
    await evaluate(moved(base, direction, -scale)),
    await evaluate(moved(base, direction, scale)),
  ];
  if (before?.length !== recorded.length || after?.length !== recorded.length) return undefined;
  let rise = 0;
  after.forEach((x, i) => {
    if (!Object.is(x, before[i])) rise += x - before[i]!;
  });
  return Number.isFinite(rise) ? rise / (2 * scale) : undefined;
}

/** Parts that a sentence names. */
const mostNamed = 3;

/** What the plain program answered, all of one kind. */
function textOf(run: Compared, answers: readonly PartAnswer[], { kind: ending }: Ending): string {
  const [first] = answers;
  if (!first) return '';
  const { kind, scale, slope } = first;
  const over = `Over ±${scale * 100} %`;
  if (kind === 'unmoved') return ending === 'only' ? `${over} the plain result does not change.` : '';
  if (kind === 'agrees' || slope === 0 || (kind === 'unclear' && ending !== 'only')) return '';
  if (answers.length === 1 && first.part.elements.length === 1) {
    const { rate, gradient } = rateOf(run, first);
    return `${over} the plain result changes at ${rate}; the gradient is ${gradient}.`;
  }
  const texts = answers.slice(0, mostNamed).map((answer) => {
    const name = namesOf(run.trace, [answer.part]);
    if (answer.part.elements.length > 1) return `by ${short(answer.slope / 100)} for each percent of ${name}`;
    const { rate, gradient } = rateOf(run, answer);
    return `at ${rate} with ${name} (gradient ${gradient})`;
  });
  return `${over} the plain result changes ${texts.join(', ')}.`;
}

/** How fast the plain result changes with an element, and its gradient. */
function rateOf({ trace, base, cotangents }: Compared, { slope, part }: PartAnswer) {
  const { leaf, elements } = part;
  const [k] = elements as [number];
  const gradient = cotangents[trace.leaves[leaf]!.first + k]!;
  return { rate: short(slope / stepsOf(base[leaf]!)[k]!), gradient: short(gradient) };
}

const short = (x: number): string => String(Number(x.toPrecision(4))).replace('-', '−');
