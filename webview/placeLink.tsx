import { revealSpanNotification } from '../src/shared/panel/protocol.ts';
import type { Span } from '../src/shared/span.ts';
import { host } from './connection.ts';

/** A place in the source, which is selected in the editor when it is clicked. */
export function PlaceLink({ place, span }: { readonly place: string; readonly span: Span }) {
  return (
    <button class="place" onClick={() => void host.sendNotification(revealSpanNotification, { span })}>
      {place}
    </button>
  );
}
