/**
 * Asks every program with a planted fault its question, and prints how many answers are right: `npm run why [-- NAME…]`.
 * With `--fix`, the repairs of each answer are tried as well, and those that work are counted.
 */
import { join } from 'node:path';
import { Runner } from '../../src/runner/parent/runner.ts';
import { judge, tried, type Judged } from './judge.ts';
import { programsOf, sets } from './programs.ts';

const runner = new Runner({ runnerPath: join(import.meta.dirname, '../../dist/runner.js'), spares: 1 });
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('-'));
const tries = process.argv.includes('--fix');
const isVerbose = process.argv.includes('--verbose') || wanted.length > 0;

for (const set of sets) {
  const programs = programsOf(set).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const judged: Judged[] = [];
  let fixed = 0;
  for (const program of programs) {
    const one = await judge(runner, program);
    judged.push(one);
    print(one);
    if (!tries || one.expected === 'clean') continue;
    const fixes = await tried(runner, program, one);
    if (fixes[0]?.outcome === 'works') fixed++;
    for (const { title, outcome } of fixes) {
      if (isVerbose || outcome === 'works') console.log(`      ${outcome.padEnd(7)} ▸ ${title}`);
    }
    if (fixes[0]?.outcome !== 'works') console.log('      no repair works');
  }
  if (judged.length > 0) summarize(set, judged);
  if (tries && judged.length > 0) console.log(`${set}: a repair works for ${fixed}\n`);
}
runner.dispose();

function print(one: Judged): void {
  const { name, expected, found, place, isClassRight, isPlaceRight, isSilent, sentence, fixes } = one;
  const isClean = expected === 'clean';
  const marks = isClean ? (isSilent ? '✓' : '✗') : `${isClassRight ? '✓' : '✗'}${isPlaceRight ? '✓' : '✗'}`;
  console.log(`${marks.padEnd(3)} ${name.padEnd(24)} ${expected.padEnd(20)} ${found.padEnd(20)} ${place}`);
  if (!isVerbose && (isClean ? isSilent : isClassRight && isPlaceRight)) return;
  console.log(`      ${sentence}`);
  if (!isVerbose) return;
  for (const { message, span } of one.explanation?.finding?.related ?? [])
    console.log(`      · ${message}  (line ${span[1]})`);
  if (!tries) for (const { title } of fixes) console.log(`      fix ▸ ${title}`);
}

function summarize(set: string, judged: readonly Judged[]): void {
  const faulty = judged.filter(({ expected }) => expected !== 'clean');
  const clean = judged.filter(({ expected }) => expected === 'clean');
  const count = (of: readonly Judged[], test: (one: Judged) => boolean) =>
    `${of.filter(test).length} of ${of.length}`;
  console.log(
    `${set}: class ${count(faulty, (one) => one.isClassRight)}, place ${count(faulty, (one) => one.isPlaceRight)}, ` +
      `silent ${count(clean, (one) => one.isSilent)}\n`,
  );
}
