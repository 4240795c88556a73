import Module, { syncBuiltinESMExports, type RegisterHooksOptions } from 'node:module';

type Compile = (this: Module, content: string, filename: string, format?: string) => unknown;

/** What Node's typings leave out: the one place where every CommonJS module is compiled, and how hooks are added. */
interface Internals {
  registerHooks(hooks: RegisterHooksOptions): { deregister(): void };
  readonly prototype: { _compile: Compile };
}
const internals = Module as unknown as Internals;

/** Registers hooks that see what all other hooks made, those of the program too: whoever comes last is asked first. */
export function registerOutermost(hooks: RegisterHooksOptions): void {
  const native = internals.registerHooks;
  let own = native(hooks);
  internals.registerHooks = function registerHooks(given) {
    const handle = native(given);
    own.deregister();
    own = native(hooks);
    return handle;
  };
  syncBuiltinESMExports();
}

/**
 * Rewrites CommonJS where Node compiles it. Node's lexer, which looks for exports in the text, has seen the original by then,
 * and so has everything that programs put before a module's compilation.
 *
 * @param rewrite the text to compile, and its format if that is known now
 * @param done called when a module has been evaluated, before its importer goes on
 */
export function rewriteCompiled(
  rewrite: (path: string, content: string, format?: string) => { code: string; format: string | undefined },
  done: (path: string, exports: unknown) => void,
): void {
  const native = internals.prototype._compile;
  // Stack traces name it by the property that holds it.
  Object.defineProperty(native, 'name', { value: '_compile' });
  internals.prototype._compile = function (content, filename, format) {
    const { code, format: decided } = rewrite(filename, content, format);
    const result = Reflect.apply(native, this, [code, filename, decided]);
    done(filename, this.exports);
    return result;
  };
}
