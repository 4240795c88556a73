import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import vm from 'node:vm';
import { snapshot } from './snapshot.ts';

const require = createRequire(import.meta.url);
const matrixFile = require.resolve('ml-matrix');
export const matrix = require('ml-matrix') as { Matrix: never };
export const matrixSource = { file: matrixFile, text: readFileSync(matrixFile, 'utf8') };

/** Evaluates a module's code in this realm; its exports. `format` is how it is written. */
export async function load(code: string, format: 'module' | 'commonjs', path: string): Promise<Record<string, unknown>> {
  if (format === 'commonjs') return prepare(code)();
  const module = new vm.SourceTextModule(code, {
    identifier: path,
    initializeImportMeta: (meta) => void (meta.url = `file:///${path}`),
    importModuleDynamically: imported as never,
  });
  await module.link(imported as never);
  await module.evaluate();
  return module.namespace as Record<string, unknown>;
} // prettier-ignore

/** Compiles a CommonJS script; each call evaluates it anew. */
export function prepare(code: string): () => Record<string, unknown> {
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const run = vm.compileFunction(code, names, { importModuleDynamically: imported as never });
  return () => {
    const module = { exports: {} };
    Reflect.apply(run, module.exports, [module.exports, require, module, '/script.cjs', '/']);
    return module.exports;
  };
}

const modules = new Map<string, vm.SyntheticModule>();
/** What programs import: ml-matrix and Node's own modules. */
async function imported(specifier: string): Promise<vm.Module> {
  const known = modules.get(specifier);
  if (known) return known;
  const given = (specifier === 'ml-matrix' ? matrix : await import(specifier)) as Record<string, unknown>;
  const names = Object.keys(given);
  const module = new vm.SyntheticModule(names, function () {
    for (const name of names) this.setExport(name, given[name]);
  });
  await module.link(() => undefined as never);
  await module.evaluate();
  modules.set(specifier, module);
  return module;
}

/** Functions of the realm that programs are given, as they were: what one program puts on them is not the next one's. */
const natives = new Map<
  object,
  { readonly keys: ReadonlySet<PropertyKey>; readonly prototype: object | null }
>();
const keep = (holder: object) => {
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(holder)) as { value: unknown }[]) {
    if (typeof value !== 'function' || natives.has(value)) continue;
    natives.set(value, {
      keys: new Set(Reflect.ownKeys(value)),
      prototype: Object.getPrototypeOf(value) as object | null,
    });
    keep(value);
  }
};
for (const holder of [globalThis, Math, JSON, Reflect, Atomics, Intl, console]) keep(holder);
function tidy(): void {
  for (const [f, { keys, prototype }] of natives) {
    if (Object.getPrototypeOf(f) !== prototype) Reflect.setPrototypeOf(f, prototype);
    for (const key of Reflect.ownKeys(f)) if (!keys.has(key)) Reflect.deleteProperty(f, key);
  }
}

/** What a run shows, in order: what it logs, by value, and what it prints. */
export type Events = readonly string[];

/**
 * Runs something with a console of its own; what was shown is in `events`.
 *
 * @param hides whether the text of functions is not shown: that of TypeScript is the compiler's in a plain run
 * @throws {unknown} that it does not end; what nobody catches changes nothing, and may be an earlier program's
 */
export async function observed<T>(run: () => Promise<T>, hides: boolean): Promise<{ readonly result: T; readonly events: Events }> {
  const events: string[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      events.push(untimed(String(chunk)));
      done();
    },
  });
  const { console: before } = globalThis;
  let timer: NodeJS.Timeout | undefined;
  const { random } = Math;
  let draws = 0;
  Math.random = (() => (++draws * 0.618034) % 1).bind(undefined);
  const { write } = process.stdout;
  process.stdout.write = ((chunk: unknown) => events.push(untimed(String(chunk))) > 0) as typeof write;
  const { toString } = Function.prototype;
  const own = new Console(sink);
  // a timer that an earlier program left behind reports for that one
  let owner: unknown;
  const begin = (own: unknown) => void (owner = own);
  const report = (from: unknown, ...values: unknown[]) => {
    if (from === owner) events.push(values.map((value) => snapshot(value, hides)).join(' '));
  };
  globalThis.console = Object.assign({}, before, own, { Console, begin, report });
  if (hides) Function.prototype.toString = { toString: () => 'function' }.toString;
  /(?:)/.exec(''); // the last match is the realm's
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('does not end')), 10_000);
    });
    const result = await Promise.race([run(), late]);
    return { result, events: [...events] }; // what comes later is nobody's
  } finally {
    clearTimeout(timer);
    tidy();
    globalThis.console = before;
    Math.random = random;
    process.stdout.write = write;
    Function.prototype.toString = toString;
  }
} // prettier-ignore

/** Printed text without the time it took and without stacks. */
const untimed = (text: string) =>
  text.replace(/[\d.:]+ ?(ms|s|m:ss\S*)(?= |$)/gm, 'time').replace(/\n +at .*/g, '');
