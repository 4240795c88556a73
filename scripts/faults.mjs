// `npm run faults [words]`: mistakes planted one by one, and the tests that must see them.
import { nodeBin, run } from './node.mjs';

process.exitCode = run(nodeBin, [
  '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
  'test/faults/main.ts',
  ...process.argv.slice(2),
]);
