// `npm run fuzz -- [programs] [seed]`: random programs, traced and plain.
import { nodeBin, run } from './node.mjs';

process.exitCode = run(nodeBin, [
  '--no-warnings',
  '--experimental-vm-modules',
  '--import',
  './scripts/primordials/register.mjs',
  '--max-semi-space-size=64',
  'test/fuzz/main.ts',
  ...process.argv.slice(2),
]);
