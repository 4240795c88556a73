/** The real clock in milliseconds, kept before a run pins it. */
export const now = performance.now.bind(performance);

const usage = process.cpuUsage.bind(process);
/** Milliseconds of processor time of this process, by a function that user code cannot replace. */
export const cpuTime = (): number => {
  const { user, system } = usage();
  return (user + system) / 1000;
};
