/** Settings that the command line hands to the process of the script; read and removed before the script starts. */
export interface ExecSetting {
  /** File to write the number of equations to, as JSON. */
  readonly stats?: string;
  /** Folder of rewritten files. */
  readonly cache?: string;
  /** `NODE_OPTIONS` as the script must find it. */
  readonly nodeOptions?: string;
}

/** The environment variable that holds an `ExecSetting`. */
export const execVariable = 'GRADLENS_EXEC';

/** Node's first arguments for the script: instrumented calls take more stack than plain ones. Windows gives a thread no more. */
export const stackFlags: readonly string[] = process.platform === 'win32' ? [] : ['--stack-size=3000'];
