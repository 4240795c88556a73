import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';
import { packageScope } from './packages.ts';

interface TwinModule {
  exports: object;
}

const mark = '?twin';
/** The name of a file's twin in stacks; its positions are not those of the file itself. */
export const twinName = (path: string): string => path + mark;
/** The path of a file or of its twin, from a name in a stack. */
export const withoutTwin = (name: string): string =>
  name.endsWith(mark) ? name.slice(0, -mark.length) : name;

/**
 * Evaluates a CommonJS package a second time from rewritten sources, beside the copy that the program uses: its own
 * module objects and its own classes. Packages that it requires are the program's.
 *
 * @param entry absolute path of the file whose exports are wanted
 * @param code gives the rewritten source of a file of the same package
 */
export function twinOf(entry: string, code: (path: string) => string): object {
  const modules = new Map<string, TwinModule>();
  const { name } = packageScope(entry);
  const evaluate = (path: string): object => {
    const known = modules.get(path);
    if (known) return known.exports;
    const module: TwinModule = { exports: {} };
    modules.set(path, module);
    const native = createRequire(path);
    const require = (specifier: string): unknown => {
      const target = native.resolve(specifier);
      const inside = /\.c?js$/.test(target) && packageScope(target).name === name;
      return inside ? evaluate(target) : native(specifier);
    };
    const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
    const run = compileFunction(code(path), parameters, { filename: twinName(path) });
    Reflect.apply(run, module.exports, [module.exports, require, module, path, dirname(path)]);
    return module.exports;
  };
  return evaluate(entry);
}
