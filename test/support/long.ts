/** Whether this is `npm run test:long`, whose tests repeat more and cover more combinations than those of `npm test`. */
export const isLong: boolean = process.env['GRADLENS_TESTS'] === 'long';

/** The rows of a table that `npm test` runs; `npm run test:long` runs them all. */
export const rowsToRun = <T>(rows: readonly T[], isUsual: (row: T) => boolean): T[] =>
  rows.filter((row) => isLong || isUsual(row));
