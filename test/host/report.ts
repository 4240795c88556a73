/** The suites inside VS Code, counted, for who started them; names as in vitest's reports, so that one reader does. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly [];
}
