// `npm run bench:why -- [walk] [--equations 1000000] [--answers]`: what findings and explanations cost.
import { nodeBin, run } from './node.mjs';

const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
process.exitCode = run(nodeBin, [...flags, 'bench/why/main.ts', ...process.argv.slice(2)]);
