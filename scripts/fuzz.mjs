// `npm run fuzz -- [programs] [seed]`: random programs, traced and plain.
import { nodeBin, run } from './node.mjs';

process.exitCode = run(nodeBin, [
  '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
  'test/fuzz/main.ts',
  ...process.argv.slice(2),
]);
