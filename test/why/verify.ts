// `npm run why:verify [words]`: checks the right answers by plain runs of the programs, as they are and with their fix.
import { classes, programsOf, sets, type Answer, type Class, type Edit, type Program } from './programs.ts';
import { plainRun, type Path, type Plain } from './plain.ts';

/** The step of a difference by the number that it moves. */
type Step = (at: number) => number;
const small: Step = (at) => 1e-6 * Math.max(1, Math.abs(at));
const medium: Step = (at) => 1e-4 * Math.max(0.1, Math.abs(at));
const large: Step = (at) => 0.03 * (Math.abs(at) || 1);

/** A number that rounding alone may bring about, against numbers of size 1. */
const ROUNDING = 1e-13;

interface Run {
  readonly plain: Plain;
  readonly inputs: readonly Path[];
  /** The result; null if the program throws. */
  readonly result: number | null;
}

/** Changes of the result between two moved inputs, by input, over what rounding can make of it. */
function changes({ plain, inputs }: Run, step: Step): number[] {
  return inputs.map((path) => {
    const h = step(plain.at(path));
    const [up, down] = [plain.result(path, h), plain.result(path, -h)];
    return Math.abs(up - down) / (ROUNDING * Math.max(1, Math.abs(up), Math.abs(down)));
  });
}

function differences({ plain, inputs }: Run, step: Step): number[] {
  return inputs.map((path) => {
    const h = step(plain.at(path));
    return (plain.result(path, h) - plain.result(path, -h)) / (2 * h);
  });
}

const isDead = (run: Run, step: Step) => changes(run, step).every((change) => change < 10);
const isAlive = (run: Run, step: Step) => changes(run, step).some((change) => change > 1e3);
const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

/** Finite, not all zero, and the same for two steps: what a differentiable function has. */
function isSmooth(run: Run): boolean {
  const [near, far] = [differences(run, small), differences(run, medium)];
  const size = largest(near);
  return size > 0 && near.every((value, i) => Math.abs(value - far[i]!) < 1e-3 * size);
}

const hasNumber = ({ result }: Run) => Number.isFinite(result);
const gap = (a: number | null, b: number | null) => Math.abs(a! - b!) / Math.max(Math.abs(a!), Math.abs(b!));

/** What a fault must show: as it is, and with the fix (`null`: the fix is described in words). */
type Evidence = (is: Run, fixed: Run | null, answer: Answer) => Record<string, boolean>;

/** Where the guilty expression first has such a value. */
function firstPass({ plain }: Run, bad: (value: number) => boolean): number | null | undefined {
  return plain.watched().find(({ value }) => [value].flat().some((one) => bad(one as number)))?.pass;
}

const bornIn = (is: Run, answer: Answer, bad: (value: number) => boolean) =>
  answer.class !== 'clean' && firstPass(is, bad) === answer.iteration;

const conditioned: Evidence = (is, fixed, { question }) => {
  if (!fixed) return { 'differences disagree': !isSmooth(is) };
  if (question.of === 'value')
    return { 'the fix changes the value': hasNumber(is) && gap(is.result, fixed.result) > 0.01 };
  const [before, after] = [is, fixed].map((run) => largest(differences(run, small)));
  return { 'the fix changes the size': Math.abs(Math.log10(before! / after!)) > 2 };
};

const otherwise: Evidence = (is, fixed) => ({
  'another value with the fix': is.result === null || gap(is.result, fixed!.result) > 1e-3,
  'finite with the fix': hasNumber(fixed!),
});

const evidence: Record<Class, Evidence> = {
  disconnected: (is, fixed) => ({
    'no influence': isDead(is, small) && isDead(is, large),
    'influence with the fix': isSmooth(fixed!),
  }),
  'locally-zero': (is, fixed) => ({
    'no influence nearby': isDead(is, small),
    'influence with the fix': isAlive(fixed!, small),
  }),
  cut: (is, fixed) => ({
    influence: isAlive(is, small) || isAlive(is, large),
    'smooth with the fix': isSmooth(fixed!),
  }),
  'non-finite-value': (is, fixed, answer) => ({
    'not finite': !hasNumber(is),
    'born there': bornIn(is, answer, (value) => !Number.isFinite(value)),
    'finite with the fix': hasNumber(fixed!),
  }),
  'non-finite-gradient': (is, fixed, answer) => ({
    'finite value': hasNumber(is),
    'at the singular point, where it is 0': bornIn(is, answer, (value) => value === 0),
    'differences with the fix': differences(fixed!, small).every(Number.isFinite),
  }),
  overwritten: otherwise,
  shape: otherwise,
  conditioning: conditioned,
  clean: (is) => ({ finite: hasNumber(is), smooth: isSmooth(is) }),
};

/** What is wrong with where an answer points. */
function misplaced({ sources, answer }: Program): string[] {
  const lineOf = (file: string, line: number) => sources.get(file)?.split('\n')[line - 1] ?? '';
  const { file, line, name } = answer.question;
  const problems = lineOf(file, line).includes(name.split('.')[0]!) ? [] : ['question'];
  if (answer.class === 'clean') return problems;
  const { guilty, acceptable, fixed } = answer;
  if (lineOf(guilty.file, guilty.line).split(guilty.text).length !== 2) problems.push('guilty');
  if (acceptable.some((place) => lineOf(place.file, place.line).trim() === '')) problems.push('acceptable');
  if (typeof fixed !== 'string' && !sources.get(fixed.file)?.includes(fixed.replace)) problems.push('fixed');
  return problems;
}

async function runOf(program: Program, edit?: Edit): Promise<Run> {
  const plain = await plainRun(program, edit);
  const { question } = program.answer;
  const inputs = question.of === 'gradient' ? plain.inputs(question.name) : [];
  try {
    return { plain, inputs, result: plain.result() };
  } catch (error) {
    if (program.answer.class !== 'shape') throw error;
    return { plain, inputs, result: null };
  }
}

/** What an answer claims and the runs do not show; nothing if it holds. */
async function verify(program: Program): Promise<string[]> {
  const { answer } = program;
  const is = await runOf(program);
  const edit = answer.class !== 'clean' && typeof answer.fixed !== 'string' ? answer.fixed : null;
  const fixed = edit && (await runOf(program, edit));
  const seen = evidence[answer.class](is, fixed, answer);
  return [...misplaced(program), ...Object.keys(seen).filter((what) => !seen[what])];
}

const [words = ''] = process.argv.slice(2);
const say = console.log;
let wrong = 0;
for (const set of sets) {
  const programs = programsOf(set).filter(({ name }) => name.includes(words));
  const counts = classes.map(
    (one) => `${one} ${programs.filter(({ answer }) => answer.class === one).length}`,
  );
  say(`${set}: ${programs.length} programs (${counts.join(', ')})`);
  for (const program of programs) {
    console.log = () => {}; // some programs report
    const problems = await verify(program);
    console.log = say;
    if (problems.length === 0) continue;
    wrong++;
    say(`  ${program.name} (${program.answer.class}): not shown: ${problems.join('; ')}`);
  }
}
say(wrong === 0 ? 'All answers hold.' : `Answers that do not hold: ${wrong}.`);
process.exitCode = wrong > 0 ? 1 : 0;
