/** Milliseconds in which two signals are one key: npm passes on what the terminal has sent to every process. */
const ONE_KEY = 500;

/**
 * Cancels at a signal. Of Ctrl+C it says so at once, as what was recorded so far takes a while to show; pressed again it ends this process.
 *
 * @returns what takes the listeners away
 */
export function onSignals(cancel: () => void): () => void {
  const interrupt = () => {
    cancel();
    if (isSaid) return;
    isSaid = true;
    process.stderr.write(
      'gradlens: cancelling; what was recorded so far follows. Ctrl+C again ends at once.\n',
    );
    setTimeout(() => process.off('SIGINT', interrupt), ONE_KEY).unref();
  };
  let isSaid = false;
  process.on('SIGINT', interrupt).on('SIGTERM', cancel);
  return () => process.off('SIGINT', interrupt).off('SIGTERM', cancel);
}
