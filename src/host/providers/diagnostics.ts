import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  languages,
  Location,
  Uri,
  workspace,
  type Disposable,
} from 'vscode';
import type { Diagnostic as Finding, Severity } from '../../shared/errors.ts';
import type { Session, Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import { toLocation } from '../spans.ts';
import { tagCodes } from './tagProblems.ts';

const severities: { readonly [S in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Puts errors and findings of the last runs where they belong in the sources. */
export class Diagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('gradlens');
  readonly #subscriptions: readonly Disposable[];
  /** The diagnostics of each case by document. */
  readonly #placed = new Map<string, Map<string, Diagnostic[]>>();

  constructor(sessions: Sessions) {
    this.#subscriptions = [
      sessions.onDidChange((session) => this.#update(session)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('gradlens.problems'))
          for (const session of sessions.all()) this.#update(session);
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#collection.dispose();
  }

  #update({ uri, state, stale }: Session): void {
    if (state.kind === 'idle') {
      for (const key of [...this.#placed.keys()])
        if (key.startsWith(`${uri.toString()}\n`)) this.#place(key, new Map());
      return;
    }
    if (state.kind === 'running' || stale) return;
    const now = new Map<string, Diagnostic[]>();
    const put = (findings: readonly Finding[], files: readonly string[], root: string) => {
      for (const finding of findings) {
        if (tagCodes.has(finding.code)) continue; // said while typing
        const { uri: place } = toLocation(finding.span, files, root);
        const list = now.get(place.toString()) ?? [];
        now.set(place.toString(), [...list, toDiagnostic(finding, files, root)]);
      }
    };
    const isWanted = settingsFor(uri).problems;
    if (!isWanted) now.clear();
    else if (state.kind === 'done')
      put(state.done.result.diagnostics, state.done.result.files, state.done.root);
    else if (state.kind === 'failed') put(state.failed.diagnostics, state.failed.files, state.root);
    this.#place(`${uri.toString()}\n${JSON.stringify(state.target)}`, now);
  }

  /** Puts the diagnostics of one case in place of those that it had. */
  #place(key: string, now: Map<string, Diagnostic[]>): void {
    const before = this.#placed.get(key);
    this.#placed.set(key, now);
    for (const place of new Set([...(before?.keys() ?? []), ...now.keys()])) {
      const all = [...this.#placed.values()].flatMap((placed) => placed.get(place) ?? []);
      this.#collection.set(Uri.parse(place), all);
    }
  }
}

function toDiagnostic(
  { code, severity, message, span, related }: Finding,
  files: readonly string[],
  root: string,
): Diagnostic {
  const { range } = toLocation(span, files, root);
  const diagnostic = new Diagnostic(range, message, severities[severity]);
  diagnostic.source = 'GradLens';
  diagnostic.code = code;
  diagnostic.relatedInformation = related.map((other) => {
    const { uri, range: at } = toLocation(other.span, files, root);
    return new DiagnosticRelatedInformation(new Location(uri, at), other.message);
  });
  return diagnostic;
}
