/** What the suites inside VS Code hand to who started them; names as in vitest's reports, so that one reader does. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly [];
  /** For people. */
  readonly text: string;
}
