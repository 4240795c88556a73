/** Trace + gradients → what people and tools read. Pure: no file, process, DOM or vscode. */
export { formatText, formatFailed } from './text.ts';
export type { TextOptions } from './text.ts';
export { formatJson } from './json.ts';
export type { Failed } from './json.ts';
export { formatDerivatives } from './derivatives.ts';
export { formatTuples } from './tuples.ts';
