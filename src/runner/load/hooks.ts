import Module, { syncBuiltinESMExports, type RegisterHooksOptions } from 'node:module';

type Compile = (this: Module, content: string, filename: string, format?: string) => unknown;

/** Members of `Module` that Node's typings lack: `_compile`, which compiles every CommonJS module, and `registerHooks`. */
interface Internals {
  registerHooks(hooks: RegisterHooksOptions): { deregister(): void };
  readonly prototype: { _compile: Compile };
}
const internals = Module as unknown as Internals;

/** Registers hooks that run outside of all others, also of those that the program adds later. Node asks the last one first. */
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
 * Rewrites CommonJS where Node compiles it. By then Node's lexer has found the exports in the original text, and hooks of the
 * program have seen it.
 *
 * @param rewrite gives the text to compile, and its format if that is known now
 * @param onEvaluated called when a module has been evaluated, before its importer goes on
 */
export function rewriteCompiled(
  rewrite: (path: string, content: string, format?: string) => { code: string; format: string | undefined },
  onEvaluated: (path: string, exports: unknown) => void,
): void {
  const native = internals.prototype._compile;
  // Stack traces show this name.
  Object.defineProperty(native, 'name', { value: '_compile' });
  internals.prototype._compile = function (content, filename, format) {
    const { code, format: decided } = rewrite(filename, content, format);
    const result = Reflect.apply(native, this, [code, filename, decided]);
    onEvaluated(filename, this.exports);
    return result;
  };
}
