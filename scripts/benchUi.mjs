// `npm run bench:ui -- [activation] [retrace] [iterations] [sizes] [matrix]`: what a person waits for, in a real window of VS Code.
import { nodeBin, run } from './node.mjs';

const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
process.exitCode = run(nodeBin, [...flags, 'bench/ui/main.ts', ...process.argv.slice(2)]);
