/* The script of a page with a recorded trace: it stands between the script with the trace and that of the panel. */
import { decodeTrace } from '../src/shared/traceFile.ts';
import { pagePipe } from './pagePipe.ts';
import { RecordedPanel } from './recordedPanel.ts';

declare global {
  /** A trace file in base64, and how many lines the traced function's file has; set by the script before this one. */
  var gradlensTrace: { readonly bytes: string; readonly lines: number };
  var acquireVsCodeApi: () => unknown;
}

const { api, connection } = pagePipe();
globalThis.acquireVsCodeApi = () => api;
const bytes = Uint8Array.from(atob(globalThis.gradlensTrace.bytes), (one) => one.charCodeAt(0));
const isLight = window.matchMedia('(prefers-color-scheme: light)');
const follow = () => document.body.classList.toggle('vscode-light', isLight.matches);
isLight.addEventListener('change', follow);
follow();
new RecordedPanel(connection, decodeTrace(bytes).result, globalThis.gradlensTrace.lines);
