/** The suites inside VS Code, as far as who started them asks; names as in vitest's reports, so that one reader does. */
export interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    /** Where the tests are. */
    readonly name: string;
    readonly status: 'failed';
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: 'failed';
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}
