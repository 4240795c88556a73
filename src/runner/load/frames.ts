import Module from 'node:module';
import { Script } from 'node:vm';
import type { Position } from '../../shared/span.ts';

/** Name of the functions made here: on the stack they stand for the program's own code. */
export const frameName = '__glFrame';

type Apply = (f: unknown, self: unknown, args: unknown[]) => unknown;
const { apply } = Reflect as { apply: Apply };
const before = `(function ${frameName}(apply, f, self, args) { return `;
const after = 'apply(f, self, args); })//';

/** Makes a `Reflect.apply` whose caller V8 reports at this position of this file. */
export function frameAt(name: string, [line, column]: Position): Apply {
  return compileFrame(name, line, column, '');
}

/** Makes a `Reflect.apply` called from a file of ours, where V8 has `text` for the rest of the line after the call. */
export function frameShowing(text: string): Apply {
  return compileFrame(__filename, 1, before.length + after.length, text);
}

/** Makes an indirect `eval` on behalf of a file: imports in the evaluated code are resolved from there. */
export function evalIn(filename: string): (code: string) => unknown {
  const module = new Module(filename) as NodeModule & { _compile: typeof compile };
  // Code that Node compiles as a module of this name resolves its imports from there.
  const source = `module.exports = function ${frameName}(evaluate, code) { return evaluate(code); }`;
  Reflect.apply(compile, module, [source, filename]);
  const call = module.exports as (evaluate: (code: string) => unknown, code: string) => unknown;
  return (code) => call(globalEval, code);
}

const { _compile: compile } = Module.prototype as unknown as {
  _compile(source: string, filename: string): unknown;
};
const globalEval = eval; // called by another name, it evaluates in the global scope

function compileFrame(filename: string, line: number, column: number, text: string): Apply {
  const source = before + after + text;
  const script = new Script(source, {
    filename,
    lineOffset: line - 1,
    columnOffset: column - before.length,
  });
  const call = script.runInThisContext() as (given: Apply, ...args: Parameters<Apply>) => unknown;
  return (f, self, args) => call(apply, f, self, args);
}
