/** Trace + gradients → what people and tools read. Pure: no file, process, DOM or vscode. */
export { formatText, formatFailed } from './terminal/text.ts';
export type { TextOptions } from './terminal/text.ts';
export { formatJson } from './export/json.ts';
export { formatDerivatives } from './terminal/derivativesText.ts';
export { formatTuples } from './export/tuples.ts';
