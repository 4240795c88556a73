/** The keys of Trace Function, as people of this system read them. */
export const traceKeys = process.platform === 'darwin' ? '⌘K G' : 'Ctrl+K G';
