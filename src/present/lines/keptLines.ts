/** Pairs of lines that are compared at most; a larger edit keeps what is before and after it. */
const mostPairs = 1_000_000;

/**
 * Where the lines of a text are after edits: by index the index now, −1 of a line that was changed or deleted. Of equal texts nothing has
 * moved, so what was undone is back.
 */
export function keptLines(before: readonly string[], now: readonly string[]): Int32Array {
  const kept = new Int32Array(before.length).fill(-1);
  const least = Math.min(before.length, now.length);
  let head = 0;
  while (head < least && before[head] === now[head]) kept[head] = head++;
  let tail = 0;
  const [last, lastNow] = [before.length - 1, now.length - 1];
  while (tail < least - head && before[last - tail] === now[lastNow - tail]) {
    kept[last - tail] = lastNow - tail++;
  }
  const [rows, columns] = [before.length - head - tail, now.length - head - tail];
  if (rows > 0 && columns > 0 && rows * columns <= mostPairs) matchLongest();
  return kept;

  /** Keeps the most lines of the edited part that are in the same order in both. */
  function matchLongest(): void {
    const width = columns + 1;
    // By row and column the number of common lines from there on.
    const common = new Int32Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--) {
      for (let j = columns - 1; j >= 0; j--) {
        const at = i * width + j;
        common[at] =
          before[head + i] === now[head + j]
            ? common[at + width + 1]! + 1
            : Math.max(common[at + width]!, common[at + 1]!);
      }
    }
    for (let i = 0, j = 0; i < rows && j < columns;) {
      const at = i * width + j;
      if (before[head + i] === now[head + j]) kept[head + i++] = head + j++;
      else if (common[at + width]! >= common[at + 1]!) i++;
      else j++;
    }
  }
}
