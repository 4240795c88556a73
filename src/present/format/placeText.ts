import type { Span } from '../../shared/span.ts';
import { lineColumn } from '../../shared/span.ts';

/** `loss.ts:12:18`, as terminals and editors open it; nothing where there is no span. */
export function placeText(files: readonly string[], span: Span | undefined): string {
  return span ? `${files[span[0]] ?? '?'}:${lineColumn(span)}` : '';
}

/** `…:12` of `loss.ts:12`, where there is no room for the file's name. */
export function shortPlace(place: string): string {
  return place.replace(/^.*:/, '…:');
}
