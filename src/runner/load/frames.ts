import Module from 'node:module';
import { Script } from 'node:vm';
import type { Position } from '../../instrument/index.ts';

/** The name of a function that stands at a place of the program: it is on the stack in place of the program's own code. */
export const frameName = '__glFrame';

type Apply = (f: unknown, self: unknown, args: unknown[]) => unknown;
const { apply } = Reflect as { apply: Apply };
const before = `(function ${frameName}(apply, f, self, args) { return `;
const after = 'apply(f, self, args); })//';

/** Calls what the frame is made for as if the program did at this place of this file, as V8 names it. */
export function frameAt(name: string, [line, column]: Position): Apply {
  return made(name, line, column, '');
}

/** The same from a place of ours, with a text that V8 has for the rest of the line, from the place on. */
export function frameShowing(text: string): Apply {
  return made(__filename, 1, before.length + after.length, text);
}

/** An indirect `eval` as code of a file has it: what is imported by what it makes is found from there. */
export function evalIn(filename: string): (code: string) => unknown {
  const made = new Module(filename) as NodeModule & { _compile: typeof compile };
  // what Node itself compiles imports from where it says it is
  const source = `module.exports = function ${frameName}(evaluate, code) { return evaluate(code); }`;
  Reflect.apply(compile, made, [source, filename]);
  const call = made.exports as (evaluate: (code: string) => unknown, code: string) => unknown;
  return (code) => call(globalEval, code);
}

const { _compile: compile } = Module.prototype as unknown as {
  _compile(source: string, filename: string): unknown;
};
const globalEval = eval; // called by another name, so in the global scope

function made(filename: string, line: number, column: number, text: string): Apply {
  const source = before + after + text;
  const script = new Script(source, {
    filename,
    lineOffset: line - 1,
    columnOffset: column - before.length,
  });
  const call = script.runInThisContext() as (given: Apply, ...args: Parameters<Apply>) => unknown;
  return (f, self, args) => call(apply, f, self, args);
}
