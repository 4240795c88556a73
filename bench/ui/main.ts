/** `npm run bench:ui -- [activation|retrace|iterations|sizes|matrix]`: what a person waits for in a real window; see CONTRIBUTING.md. */
import { machine } from '../table.ts';
import { activation } from './activation.ts';
import { iterations } from './iterations.ts';
import { matrix } from './matrix.ts';
import { retrace } from './retrace.ts';
import { sizes } from './sizes.ts';

const parts: Readonly<Record<string, () => Promise<void>>> = {
  activation,
  retrace,
  iterations,
  sizes,
  matrix,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !parts[name]);
if (unknown !== undefined) throw new Error(`No part ${unknown}; there are ${Object.keys(parts).join(' ')}.`);
console.log(`${machine()} A unit is the time of \`node -e 0\`, measured before each sample.\n`);
for (const [name, measure] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await measure();
