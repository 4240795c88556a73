import { subscribe } from 'node:diagnostics_channel';
import { denyEffects } from './effects.ts';

/** Node's message about a denied effect. */
interface Denial {
  readonly permission: string;
  readonly resource: string;
}

/**
 * Completes Node's permission model where it is on, and listens to it. It reports while the program asks for the effect, also where
 * the error comes later, by a promise, a callback or an event.
 */
export function enforceSandbox(report: (permission: string, resource: string) => void): void {
  if (!process.permission) return;
  denyEffects(report);
  const onMessage = (message: unknown) => {
    const { permission, resource } = message as Denial;
    report(permission, resource);
  };
  for (const kind of ['fs', 'child', 'worker', 'addon', 'wasi', 'net']) {
    subscribe(`node:permission-model:${kind}`, onMessage);
  }
  // Addons are switched off as a whole: Node throws without a message on the channel.
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
