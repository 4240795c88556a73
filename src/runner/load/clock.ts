/** The real clock in milliseconds, kept before a run pins it. */
export const now = performance.now.bind(performance);
