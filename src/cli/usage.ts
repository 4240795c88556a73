import { mostEquations } from '../present/export/mostEquations.ts';
import { formats } from './formats.ts';

const formatHelp = Object.entries(formats).map(([name, help]) => `    ${name.padEnd(28)}  ${help}`);

/** What `--help` prints. */
export const usage = `Usage:
  gradlens trace FILE [options]   trace the marked functions of FILE and differentiate them
  gradlens explain FILE --at LINE[:NAME] [options]
                                  say why a value or a gradient is zero, NaN, huge or wrong
  gradlens list FILE              list the marked functions of FILE
  gradlens exec SCRIPT [ARGS]     run a whole program as node does, with every matrix tracked

Options of trace:
  --function NAME                 only cases of this function
  --case NAME                     only the case of this name
  --format NAME                   what to print (default: text)
${formatHelp.join('\n')}
  --max-equations N               most equations of a case in JSON (default: ${mostEquations})
  --iteration LINE=N              show iteration N (from 0) of the loop on LINE (repeatable)
  --check                         check the gradient along several directions
  --no-check                      do not check it at all (default: one direction)
  --strict                        exit 1 also where the check left inputs out (◐)
  --jvp                           tangents of the outputs, every input moving by one
  --jacobian                      derivatives of each output element by each input element
  --hessian                       second derivatives of the outputs' sum
  --no-cache                      keep no rewritten packages from run to run
  --env NAME                      pass on this variable, although it looks confidential (repeatable)
  --timeout MS                    processor time of loading and of running, each (default: 10000)
  --out FILE.gradlens             write the trace of the one case to a file that VS Code opens

Options of explain: --function, --case, --iteration, --no-cache, --timeout as above, and
  --at [FILE:]LINE[:NAME]         the line, and the variable or the path on it (18:net.w1)
  --of value|gradient             what is asked about (default: of an input the gradient)
  --format text|json

Options of exec, before SCRIPT; all others are Node's (--import, --require, …):
  --stats FILE                    write the number of recorded equations to FILE
  --no-cache                      as above

  --help, --version

A function is marked by a JSDoc tag that calls it:  @trace loss(randn(12, 4), randn(4, 1), 0.5)
Exit codes: 0 traced, 1 the function threw or a check failed, 2 usage or lost output,
  3 limit or cancelled, 4 cannot load, 70 a bug of this tool.
`;
