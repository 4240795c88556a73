// `npm run fuzz [programs] [seed]`: random programs, traced and plain; prints each difference as a shrunk, runnable program, what
// became of the gradients, and how often each form, native and member occurred, the rarest first.
import { fuzzAll } from './parallel.ts';
import { formNames, memberNames, nativeNames } from './program.ts';

const [count = '2000', seedText] = process.argv.slice(2);
const seed = Number(seedText ?? Date.now() % 1e9);
const started = performance.now();
console.log(`seed ${seed}`);

const report = await fuzzAll(
  { count: Number(count), seed, stop: 20 },
  ({ seed: found, path, source, message }) =>
    console.log(`\nDIFFERENCE of seed ${found} in ${path}:\n${source}\n${message}`),
);

const { counts, succeeded, gradients, differences } = report;
const seconds = ((performance.now() - started) / 1000).toFixed(0);
const listed = [...gradients].map(([kind, n]) => `${n} ${kind}`).join(', ');
const never = [...nativeNames, ...memberNames].filter((name) => !succeeded.has(name));
const tables = { forms: formNames, natives: nativeNames, members: memberNames };
const sorted = Object.entries(tables).map(([table, names]) => ({
  table,
  rows: names.map((name) => [counts.get(name) ?? 0, name] as const).sort(([m], [n]) => m - n),
}));
console.log(`
${report.programs} programs in ${seconds} s, ${differences} differences
${report.equations} equations; ${report.events} values and printed lines compared
gradients: ${listed}
calls of natives and members: ${report.calls}, of which ${report.thrown} threw; never without: ${never.join(', ')}
${sorted.map(({ table, rows }) => `fewest of ${rows.length} ${table}: ${rows[0]!.join(' ')}`).join('\n')}

${sorted.flatMap(({ rows }) => rows.map((row) => row.join(' '))).join('\n')}`);
process.exitCode = differences > 0 ? 1 : 0;
