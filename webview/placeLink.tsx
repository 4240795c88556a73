import { revealSpanNotification } from '../src/shared/panel/protocol.ts';
import type { Span } from '../src/shared/span.ts';
import { host } from './connection.ts';

interface PlaceProps {
  readonly place: string;
  readonly span: Span;
  /** The equation there: its row and its iteration are looked at, too. */
  readonly equation?: number;
}

/** A place in the source, which is selected in the editor when it is clicked. */
export function PlaceLink({ place, span, equation = -1 }: PlaceProps) {
  return (
    <button
      class="place"
      onClick={() => void host.sendNotification(revealSpanNotification, { span, equation })}
    >
      {place}
    </button>
  );
}
