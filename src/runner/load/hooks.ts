import Module, {
  syncBuiltinESMExports,
  type LoadHookSync,
  type RegisterHooksOptions,
  type ResolveFnOutput,
  type ResolveHookSync,
} from 'node:module';
import { nothing, type Restore } from './builtIns.ts';

const enqueue = queueMicrotask;

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
 * Hooks of Node's loader that run on the built-ins as they were kept; the next one, which may be the program's, does not. To look whether
 * all are as they were takes as long as to find a file, so it is done once for the modules that one `import` leads to: they are found
 * and loaded before any of them runs.
 */
export class KeptHooks {
  readonly #restore: Restore;
  /** Modules that were loaded for an import and do not run before the next microtask. */
  readonly #waiting = new Set<string>();
  /** What was resolved last, if the built-ins were as kept: it is loaded before any code runs. */
  #resolved = '';
  /** Whether something was required since the last microtask: that runs at once, and so does what it imports. */
  #hasRequired = false;
  #isQueued = false;

  constructor(restore: Restore) {
    this.#restore = restore;
  }

  /** @param known what the hook would give, where that takes none of the built-ins */
  resolve(
    hook: ResolveHookSync,
    known: (specifier: string, parentURL: string | undefined) => ResolveFnOutput | undefined,
  ): ResolveHookSync {
    return (specifier, context, next) => {
      const { parentURL: parent } = context;
      this.#resolved = '';
      if (context.conditions.includes('require')) this.#require();
      const before = known(specifier, parent);
      if (before) return before;
      const run = this.#run(parent !== undefined && this.#waiting.has(parent));
      const output = run.hook(() => hook(specifier, context, run.outside(next)));
      if (run.isKept()) this.#resolved = output.url;
      return output;
    };
  }

  load(hook: LoadHookSync): LoadHookSync {
    return (url, context, next) => {
      const run = this.#run(url === this.#resolved);
      this.#resolved = '';
      const output = run.hook(() => hook(url, context, run.outside(next)));
      if (run.isKept() && !this.#hasRequired && !context.conditions.includes('require')) {
        this.#waiting.add(url);
        this.#forgetSoon();
      }
      return output;
    };
  }

  #require(): void {
    this.#hasRequired = true;
    this.#waiting.clear();
    this.#forgetSoon();
  }

  #forgetSoon(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    enqueue(() => {
      this.#isQueued = this.#hasRequired = false;
      this.#waiting.clear();
    });
  }

  /** Work on what was kept. @param isKnown whether the built-ins are known to be as they were */
  #run(isKnown: boolean) {
    let undo = isKnown ? nothing : this.#restore();
    let isKept = undo === nothing;
    return {
      isKept: () => isKept,
      hook: <T>(work: () => T): T => {
        try {
          return work();
        } finally {
          undo();
        }
      },
      outside:
        <Given extends readonly unknown[], T>(next: (...given: Given) => T) =>
        (...given: Given): T => {
          undo();
          try {
            return next(...given);
          } finally {
            undo = this.#restore();
            isKept &&= undo === nothing;
          }
        },
    };
  }
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
