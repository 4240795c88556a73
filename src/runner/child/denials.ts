import { subscribe } from 'node:diagnostics_channel';

/** What Node tells of a denial. */
interface Denial {
  readonly permission: string;
  readonly resource: string;
}

/**
 * Listens to Node's permission model, which speaks while the effect is asked for: also of calls whose error comes later, by a
 * promise, a callback or an event, to whoever may listen there.
 */
export function onDenied(report: (permission: string, resource: string) => void): void {
  const take = (message: unknown) => {
    const { permission, resource } = message as Denial;
    report(permission, resource);
  };
  for (const kind of ['fs', 'child', 'worker', 'addon', 'wasi', 'net']) {
    subscribe(`node:permission-model:${kind}`, take);
  }
  // Addons are switched off as a whole; Node throws and says nothing.
  const { dlopen } = process;
  process.dlopen = (module: object, file: string, flags?: number) => {
    try {
      return flags === undefined ? dlopen(module, file) : dlopen(module, file, flags);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_DLOPEN_DISABLED') report('Addon', file);
      throw error;
    }
  };
}
