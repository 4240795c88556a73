/**
 * Takes back the option that gave this process its stack, before anything else is loaded. The stack keeps its size, which V8 reads once;
 * but V8 takes code that was compiled before only where its options are the same, and Node brings its own modules compiled without any.
 */
import { setFlagsFromString } from 'node:v8';

/** The option as V8 has it by itself. */
const DEFAULT = '--stack-size=984';

// Electron's Node has other options, too.
if (!('electron' in process.versions)) setFlagsFromString(DEFAULT);
