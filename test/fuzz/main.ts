// `npm run fuzz [programs] [seed]`: any number of random programs; prints the seed, a shrunk failing program and a histogram of forms.
import fc from 'fast-check';
import { allForms, moduleOf, programs } from './program.ts';
import { compare } from './run.ts';

const [count = '2000', seedText] = process.argv.slice(2);
const seed = Number(seedText ?? Date.now() % 1e9);
const histogram = new Map<string, number>(allForms.map((name) => [name, 0]));
const gradients = new Map<string, number>();
let [run, equations] = [0, 0];
console.log(`seed ${seed}`);

for (const cutting of [false, true]) {
  const property = fc.asyncProperty(programs(cutting), async ({ text, forms }) => {
    const outcome = await compare(moduleOf(text));
    for (const form of forms) histogram.set(form, histogram.get(form)! + 1);
    gradients.set(outcome.gradient, (gradients.get(outcome.gradient) ?? 0) + 1);
    run++;
    equations += outcome.equations;
    if (outcome.difference !== undefined) throw new Error(outcome.difference);
  });
  const numRuns = Math.ceil((Number(count) * (cutting ? 1 : 3)) / 4);
  const result = await fc.check(property, { seed, numRuns, endOnFailure: false });
  if (result.failed) {
    const message =
      result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
    console.log(
      `\nDIFFERENCE after ${result.numRuns} programs, shrunk ${result.numShrinks} times:\n${result.counterexample?.[0].text}\n${message}`,
    );
    process.exitCode = 1;
  }
}
console.log(
  `${run} programs, ${equations} equations; gradients: ${[...gradients].map(([kind, n]) => `${n} ${kind}`).join(', ')}`,
);
const sorted = [...histogram].sort(([, m], [, n]) => m - n);
console.log(sorted.map(([name, n]) => `${n} ${name}`).join('\n'));
