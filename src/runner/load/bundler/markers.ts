import type { ResolveFnOutput } from 'node:module';

/** Packages without content, by which a framework tells on which side a file may be used; it brings them itself. */
const markers: ReadonlySet<string> = new Set(['server-only', 'client-only']);

/** Whether a specifier names a module that only marks its importer. */
export const isMarker = (specifier: string): boolean => markers.has(specifier);

/** The empty module that stands for each of them. */
export const marker: ResolveFnOutput = { url: 'data:text/javascript,', format: 'module', shortCircuit: true };
