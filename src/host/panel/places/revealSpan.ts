import { ViewColumn, window, type WebviewPanel } from 'vscode';
import type { Span } from '../../../shared/span.ts';
import { toLocation } from '../../spans.ts';
import type { CursorEcho } from './cursorEcho.ts';

/** Selects a place in the editor that shows its file, else in one beside the panel; there it may get the focus. */
export async function revealSpan(
  span: Span,
  paths: readonly string[],
  panel: WebviewPanel,
  echo: CursorEcho,
  isFocused: boolean,
): Promise<void> {
  const place = toLocation(span, paths);
  if (!place) return;
  const { uri, range } = place;
  const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const viewColumn =
    open?.viewColumn ?? (panel.viewColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One);
  echo.expect(uri, range, open?.selection);
  const preserveFocus = !isFocused;
  await window.showTextDocument(uri, { viewColumn, selection: range, preserveFocus, preview: true });
}
