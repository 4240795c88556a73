/** What the command line tells the process that runs the script; read and removed before the script starts. */
export interface ExecSetting {
  /** File that is to receive the number of equations, as JSON. */
  readonly stats?: string;
}

/** The environment variable that holds an `ExecSetting`. */
export const execVariable = 'GRADLENS_EXEC';
