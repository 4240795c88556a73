import { commands, languages, ViewColumn, window, type ExtensionContext } from 'vscode';
import { Cases, languageIds } from './host/sources/documentCases.ts';
import { commandTable, retrace } from './host/commands.ts';
import { Diagnostics } from './host/providers/diagnostics.ts';
import { Hovers } from './host/hover/hovers.ts';
import { LineEnds } from './host/providers/lineEnds.ts';
import { LineHovers } from './host/hover/lineHovers.ts';
import { Lenses } from './host/providers/lenses.ts';
import { Iterations } from './host/iterations.ts';
import { Hint } from './host/start/hint.ts';
import { MarkAction, markMetadata } from './host/start/markAction.ts';
import { Marking } from './host/start/marking.ts';
import { Example } from './host/start/example.ts';
import { WorkspaceMarks } from './host/start/workspaceMarks.ts';
import type { Starting } from './host/panel/startPage.ts';
import { Live } from './host/live/live.ts';
import { Offer } from './host/live/offer.ts';
import { parses } from './host/sources/look.ts';
import { Output } from './host/output.ts';
import type { PanelActions } from './host/panel/panel.ts';
import { Panels, panelType } from './host/panel/panels.ts';
import { PlacedEnds } from './host/placedEnds.ts';
import { Sessions } from './host/sessions.ts';
import { settingsFor, showDigits } from './host/settings.ts';
import { Repairs, repairsMetadata } from './host/providers/repairs.ts';
import { toRange } from './host/spans.ts';
import { StatusBar } from './host/providers/statusBar.ts';
import { TraceEditor, traceEditorType } from './host/providers/traceEditor.ts';
import { TraceStore } from './host/traceStore.ts';
import { TagProblems } from './host/providers/tagProblems.ts';
import { dirtyBuffers, Tracing } from './host/tracing.ts';
import { Fixes, type Attempt } from './host/why/fixes.ts';

/** Wires the extension together; nothing of the user's is run. */
export function activate(context: ExtensionContext): void {
  showDigits(settingsFor());
  const output = new Output();
  const cases = new Cases();
  const sessions = new Sessions();
  const store = new TraceStore(context);
  const tracing = new Tracing(context, sessions, store, output);
  const attempt: Attempt = (run, overlay, token) => tracing.attempt(run, overlay, token);
  const fixes = new Fixes(attempt, dirtyBuffers);
  const actions: PanelActions = {
    rerun: (uri) => retrace(parts, uri, 'quick'),
    check: (uri) => retrace(parts, uri, 'full'),
    cancel: (uri) => table.cancel(uri),
    copy: (uri) => table.copyTrace(uri),
    lines: () => table.toggleLines(),
  };
  const marks = new WorkspaceMarks();
  const starting: Starting = {
    marks,
    trace: async (mark) => {
      await starting.show(mark);
      await table.trace(mark.uri, mark.case);
    },
    show: async ({ uri, range }) => {
      await window.showTextDocument(uri, { viewColumn: ViewColumn.One, selection: toRange(range) });
    },
    offer: new Offer(context.workspaceState),
    actions: {
      example: () => void table.openExample(),
      guide: () => void table.openGuide(),
      trust: () => void commands.executeCommand('workbench.trust.manage'),
    },
  };
  const panelParts = { extension: context.extensionUri, sessions, actions, fixes, starting };
  const panels = new Panels(store, panelParts);
  const iterations = new Iterations(sessions, (uri, index) => panels.goTo(uri, index));
  const { extensionPath } = context;
  const marking = new Marking(tracing);
  const example = new Example(context.extensionUri, context.globalStorageUri);
  const parts = { cases, example, marking, sessions, tracing, panels, iterations, output, extensionPath };
  const table = commandTable(parts);

  const live = new Live(sessions, parses, (uri) => retrace(parts, uri, 'quick'));
  const selector = languageIds.map((language) => ({ language, scheme: 'file' }));
  const lenses = new Lenses(cases, sessions);
  const placedEnds = new PlacedEnds(sessions);
  context.subscriptions.push(
    output,
    cases,
    sessions,
    tracing,
    panels,
    marks,
    live,
    iterations,
    fixes,
    lenses,
    placedEnds,
    new LineEnds(sessions, placedEnds),
    new Diagnostics(sessions, extensionPath),
    new TagProblems(cases),
    new StatusBar(sessions, iterations),
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new Hovers(sessions, cases)),
    languages.registerHoverProvider(selector, new LineHovers(placedEnds)),
    languages.registerHoverProvider(selector, new Hint(cases, sessions, context.globalState)),
    languages.registerCodeActionsProvider(selector, new MarkAction(cases), markMetadata),
    languages.registerCodeActionsProvider(
      selector,
      new Repairs(sessions, fixes, placedEnds),
      repairsMetadata,
    ),
    window.registerWebviewPanelSerializer(panelType, panels),
    window.registerCustomEditorProvider(traceEditorType, new TraceEditor(panelParts)),
    ...Object.entries(table).map(([name, run]) => commands.registerCommand(`gradlens.${name}`, run)),
  );
}
