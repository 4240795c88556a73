import { commands, languages, window, type ExtensionContext } from 'vscode';
import { Cases, languageIds } from './host/documentCases.ts';
import { commandTable, retrace } from './host/commands.ts';
import { Diagnostics } from './host/providers/diagnostics.ts';
import { Hovers } from './host/providers/hover.ts';
import { LineEnds } from './host/providers/lineEnds.ts';
import { LineHovers } from './host/providers/lineHover.ts';
import { Lenses } from './host/providers/lenses.ts';
import { Iterations } from './host/iterations.ts';
import { Output } from './host/output.ts';
import { panelType } from './host/panel/panel.ts';
import { Panels } from './host/panel/panels.ts';
import { PlacedEnds } from './host/placedEnds.ts';
import { Sessions } from './host/sessions.ts';
import { StatusBar } from './host/providers/statusBar.ts';
import { TraceEditor, traceEditorType } from './host/providers/traceEditor.ts';
import { TraceStore } from './host/traceStore.ts';
import { TagProblems } from './host/providers/tagProblems.ts';
import { Tracing } from './host/tracing.ts';

/** Wires the extension together; nothing of the user's is run. */
export function activate(context: ExtensionContext): void {
  const output = new Output();
  const cases = new Cases();
  const sessions = new Sessions();
  const store = new TraceStore(context);
  const tracing = new Tracing(context, sessions, store, output);
  const panels = new Panels(context, sessions, store, {
    rerun: (uri) => retrace(parts, uri, 'quick'),
    check: (uri) => retrace(parts, uri, 'full'),
    cancel: (uri) => table.cancel(uri),
    copy: (uri) => table.copyTrace(uri),
    lines: () => table.toggleLines(),
  });
  const iterations = new Iterations(sessions, (uri, index) => panels.goTo(uri, index));
  const parts = { cases, sessions, tracing, panels, iterations, output };
  const table = commandTable(parts);

  const selector = languageIds.map((language) => ({ language, scheme: 'file' }));
  const lenses = new Lenses(cases, sessions);
  const placedEnds = new PlacedEnds(sessions);
  context.subscriptions.push(
    output,
    cases,
    sessions,
    tracing,
    panels,
    iterations,
    lenses,
    placedEnds,
    new LineEnds(sessions, placedEnds),
    new Diagnostics(sessions),
    new TagProblems(cases),
    new StatusBar(sessions, iterations),
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new Hovers(sessions)),
    languages.registerHoverProvider(selector, new LineHovers(placedEnds)),
    window.registerWebviewPanelSerializer(panelType, panels),
    window.registerCustomEditorProvider(
      traceEditorType,
      new TraceEditor(
        context,
        sessions,
        (uri) => table.copyTrace(uri),
        () => table.toggleLines(),
      ),
    ),
    ...Object.entries(table).map(([name, run]) => commands.registerCommand(`gradlens.${name}`, run)),
  );
}
