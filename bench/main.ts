/**
 * `npm run bench -- [W1,W4a] [--budget MS] [--child] [--write FILE]`: every workload in a process of its own, as a table;
 * with `--child` also as a user traces it. `--write` puts the tables between the markers of a Markdown file.
 * `npm run bench -- start` and `-- million [--rounds N]`: whole commands, and a long trace; `--samples N` of each.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childTable, machine, warmTable, coldTable } from './table.ts';
import { inChild } from './child.ts';
import type { Measured } from './measure.ts';
import { measureMillion } from './million.ts';
import { measureStart } from './start.ts';
import { workloads } from './workloads.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    budget: { type: 'string', default: '8000' },
    child: { type: 'boolean', default: false },
    write: { type: 'string' },
    samples: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '200000' },
  },
});
if (positionals[0] === 'start') {
  measureStart(Number(values.samples));
  process.exit();
}
if (positionals[0] === 'million') {
  await measureMillion(Number(values.rounds), Number(values.samples));
  process.exit();
}
const wanted = positionals.flatMap((ids) => ids.split(','));
const chosen = workloads.filter(({ id }) => wanted.length === 0 || wanted.includes(id));

const measured: Measured[] = [];
for (const { id, title } of chosen) {
  console.error(`${id}  ${title}`);
  const script = join(import.meta.dirname, 'measure.ts');
  const flags = ['--stack-size=3900', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
  const printed = execFileSync(process.execPath, [...flags, script, id, values.budget], { encoding: 'utf8' });
  measured.push(JSON.parse(printed.trim().split('\n').at(-1)!) as Measured);
}
const children = values.child ? [childTable(await inChild(chosen))] : [];
for (const { id, failures } of measured) {
  for (const [name, error] of Object.entries(failures)) console.error(`${id}  ${name}: ${error}`);
}

const report = [machine(), warmTable(measured), coldTable(measured), ...children].join('\n\n');
console.log(report);
if (values.write !== undefined) {
  const [begin, end] = ['<!-- measured -->', '<!-- /measured -->'];
  const text = readFileSync(values.write, 'utf8');
  const [before, after] = [text.split(begin)[0]!, text.split(end)[1]];
  if (after === undefined) throw new Error(`${values.write} has no ${begin} … ${end}`);
  writeFileSync(values.write, `${before}${begin}\n\n${report}\n\n${end}${after}`);
}
