import type { Range, Span } from '../../shared/span.ts';
import { inFile } from '../../shared/span.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { SourceMap, type OriginalPlace } from './sourceMap.ts';

/** A loaded file of the program. */
interface Generated {
  readonly path: string;
  readonly source: string;
}

/**
 * Moves a result's ranges from compiled files to the originals that their source maps name. A map that does not fit its file, or
 * an original without known text, changes nothing.
 *
 * @param loaded the loaded files by shown path
 * @param shown a path as people are shown it
 */
export function followMaps(
  result: TraceResult,
  loaded: ReadonlyMap<string, Generated>,
  shown: (path: string) => string,
): TraceResult {
  const files = [...result.files];
  const sources = new Map<number, string>();
  const places = new Map<number, ReadonlyMap<string, OriginalPlace>>();
  for (const [file, ranges] of rangesByFile(result)) {
    const { path, source } = loaded.get(files[file]!) ?? {};
    const map = path !== undefined && source !== undefined ? SourceMap.of(path, source) : undefined;
    if (map) places.set(file, trusted(map, ranges));
  }
  const move = (span: Span): Span => {
    const [file, ...range] = span;
    const place = places.get(file)?.get(range.join());
    if (!place) return span;
    const { path, text, onDisk } = place.original;
    const name = shown(path);
    const index = files.includes(name) ? files.indexOf(name) : files.push(name) - 1;
    if (!onDisk) sources.set(index, text);
    return inFile(index, place.range);
  };
  const spans = new Map([...result.spans].map(([site, span]) => [site, move(span)]));
  const diagnostics = result.diagnostics.map((one) => ({
    ...one,
    span: move(one.span),
    related: one.related.map((other) => ({ ...other, span: move(other.span) })),
  }));
  return { ...result, files, spans, diagnostics, ...(sources.size > 0 && { sources }) };
}

/** The ranges of a result by file, without the marked file: the editor shows that one itself. */
function rangesByFile({ spans, diagnostics, function: marked }: TraceResult): Map<number, Range[]> {
  const byFile = new Map<number, Range[]>();
  const all = [
    ...spans.values(),
    ...diagnostics.flatMap((one) => [one, ...one.related]).map(({ span }) => span),
  ];
  for (const [file, ...range] of all) {
    if (file === marked.span[0]) continue;
    const ranges = byFile.get(file);
    if (ranges) ranges.push(range);
    else byFile.set(file, [range]);
  }
  return byFile;
}

/** The originals of ranges, by range; none if most words differ from the file's: then the map belongs to another build. */
function trusted(map: SourceMap, ranges: readonly Range[]): Map<string, OriginalPlace> {
  const places = new Map<string, OriginalPlace>();
  for (const range of ranges) {
    const place = places.get(range.join()) ?? map.place(range);
    if (place) places.set(range.join(), place);
  }
  const verdicts = [...places.values()].map(({ agrees }) => agrees);
  const count = (verdict: boolean) => verdicts.filter((one) => one === verdict).length;
  return count(true) >= count(false) ? places : new Map<string, OriginalPlace>();
}
