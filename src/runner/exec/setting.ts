/** What the command line tells the process that runs the script; read and removed before the script starts. */
export interface ExecSetting {
  /** File that is to receive the number of equations, as JSON. */
  readonly stats?: string;
  /** Folder of rewritten files. */
  readonly cache?: string;
  /** What the script is to find in `NODE_OPTIONS`. */
  readonly nodeOptions?: string;
}

/** The environment variable that holds an `ExecSetting`. */
export const execVariable = 'GRADLENS_EXEC';

/** Node's first argument there: instrumented calls take more stack than plain ones. Windows gives a thread no more. */
export const stackFlags: readonly string[] = process.platform === 'win32' ? [] : ['--stack-size=3000'];
