import type { PanelView } from '../../shared/panel/protocol.ts';
import type { Session } from '../sessions.ts';

/** What is being done for a session, or what failed. */
export function activityOf({ state }: Session): PanelView['activity'] {
  switch (state.kind) {
    case 'running':
      if (state.phase === 'check') return { kind: 'checking', text: '' };
      return {
        kind: 'running',
        text: `${state.phase === 'cancel' ? 'Cancelling' : 'Tracing'} ${state.target.function} …`,
      };
    case 'failed': {
      const [first] = state.failed.diagnostics;
      return {
        kind: 'failed',
        text: first ? `${first.code}: ${first.message}` : `${state.target.function} failed`,
      };
    }
    default:
      return { kind: 'idle', text: '' };
  }
}
