// `npm run why:verify [words]`: are the right answers of the programs in test/why right?
import { nodeBin, run } from './node.mjs';

process.exitCode = run(nodeBin, [
  '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
  'test/why/verify.ts',
  ...process.argv.slice(2),
]);
