import { syncBuiltinESMExports } from 'node:module';

type Callable = (...args: unknown[]) => unknown;

/** Effects that Node's permission model lets pass in some version, and the sandbox does not. */
interface Effect {
  /** What the report calls it. */
  readonly permission: string;
  /** The module of Node, or what holds the functions. */
  readonly holder: string | object;
  /** The functions and classes; those that a version of Node lacks are left out. */
  readonly names: string;
  /** What a call would act on, for the report; undefined where it does no harm. Every call does harm if left out. */
  readonly target?: (args: readonly unknown[]) => string | undefined;
}

const { pid: own } = process;
const first = ([value]: readonly unknown[]) => text(value);

/**
 * The class of Node's handles of Unix sockets and named pipes, which make files and reach what runs beside the program: agents,
 * containers, editors. All of Node's functions that take such a path end there.
 */
function pipes(): object {
  const { _handle: handle } = process.stdout as unknown as { readonly _handle?: object };
  return handle ? (Reflect.getPrototypeOf(handle) as object) : {};
}

const effects = (): readonly Effect[] => [
  {
    permission: 'Signal',
    holder: 'node:process',
    names: '_kill _debugProcess',
    // 0 and negative numbers are groups of processes, with the parent in them.
    target: ([pid]) => (pid === own ? undefined : text(pid)),
  },
  { permission: 'Addon', holder: 'node:process', names: '_linkedBinding', target: first },
  { permission: 'Addon', holder: 'node:crypto', names: 'setEngine', target: first },
  {
    permission: 'ProcessState',
    holder: 'node:process',
    names: 'chdir setuid setgid seteuid setegid setgroups initgroups',
    target: first,
  },
  {
    permission: 'ProcessState',
    holder: 'node:process',
    names: 'umask',
    target: ([mask]) => (mask === undefined ? undefined : text(mask)),
  },
  { permission: 'ProcessState', holder: 'node:os', names: 'setPriority' },
  { permission: 'Flags', holder: 'node:v8', names: 'setFlagsFromString', target: first },
  { permission: 'Flags', holder: 'node:crypto', names: 'setFips' },
  { permission: 'FileSystemWrite', holder: 'node:v8', names: 'setHeapSnapshotNearHeapLimit' },
  {
    permission: 'FileSystemWrite',
    holder: 'node:sqlite',
    names: 'DatabaseSync Database backup',
    target: first,
  },
  { permission: 'Socket', holder: pipes(), names: 'bind', target: first },
  { permission: 'Socket', holder: pipes(), names: 'connect', target: ([, path]) => text(path) },
];

/**
 * Denies what Node's permission model lets a program do to files, processes and itself: each call is reported, and throws the error
 * that Node's own denials throw. To be called before any user code is loaded.
 */
export function denyEffects(report: (permission: string, resource: string) => void): void {
  for (const { permission, holder, names, target = () => '' } of effects()) {
    const object = typeof holder === 'string' ? process.getBuiltinModule(holder) : holder;
    if (!object) continue;
    for (const name of names.split(' ')) {
      const native: unknown = Reflect.get(object, name);
      if (typeof native !== 'function') continue;
      const value = denying(native as Callable, name.replace('_', ''), permission, target, report);
      Object.defineProperty(object, name, { ...Object.getOwnPropertyDescriptor(object, name), value });
    }
  }
  syncBuiltinESMExports();
}

/** A function in place of a native one, which denies the calls that have a target. */
function denying(
  native: Callable,
  name: string,
  permission: string,
  target: NonNullable<Effect['target']>,
  report: (permission: string, resource: string) => void,
): Callable {
  const { apply } = Reflect;
  const made = function (this: unknown, ...args: unknown[]): unknown {
    const resource = target(args);
    if (resource === undefined) return apply(native, this, args);
    report(permission, resource);
    throw denied(name, permission, resource);
  };
  const looks = { name, length: native.length };
  for (const [key, value] of Object.entries(looks))
    Object.defineProperty(made, key, { value, configurable: true });
  return made;
}

function denied(name: string, permission: string, resource: string): Error {
  const error = new Error(`Access to this API has been restricted: the sandbox denies ${name}.`);
  return Object.assign(error, { code: 'ERR_ACCESS_DENIED', permission, resource });
}

/** What is passed as a target, for the report; no code of the program runs. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
