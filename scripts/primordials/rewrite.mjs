// The product's files as they run beside the user's program: with the language's built-ins as they were at the start.
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { root } from '../node.mjs';
import { withPrimordials } from './transform.mjs';

const helpers = join(root, 'scripts/primordials/iterate.ts');
const entries = ['src/runner/child/main.ts', 'src/runner/exec/main.ts'].map((path) => join(root, path));

/** Whether a file runs beside the user's program, while that may have replaced built-ins. */
export function runsBeside(path) {
  const name = relative(root, path).split(sep).join('/');
  return (
    /^src\/(engine|instrument|runner|shared)\/.*\.ts$/.test(name) &&
    !/^src\/(engine\/(autodiff|proofs)|runner\/parent)\//.test(name)
  );
}

let program;

/** The files of the child with their types, as they are on disk now. */
function programWith(path, text) {
  if (program?.getSourceFile(path)?.text !== text) {
    const configFile = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
    const { options } = ts.parseJsonConfigFileContent(configFile, ts.sys, root);
    program = ts.createProgram(entries, options, undefined, program);
  }
  return program;
}

/** The text of a file with its built-ins taken at its start; one that no child loads stays as it is. */
export function rewrite(path, text) {
  const from = relative(dirname(path), helpers).split(sep).join('/');
  const typed = programWith(path, text);
  const file = typed.getSourceFile(path);
  return file ? withPrimordials(file, typed, from[0] === '.' ? from : `./${from}`) : text;
}
