import { join } from 'node:path';
import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  languages,
  Location,
  Uri,
  workspace,
  type Disposable,
  type Range,
} from 'vscode';
import { pageOf, shownSeverity } from '../../present/findings/groups.ts';
import type { Diagnostic as Finding, Severity } from '../../shared/errors.ts';
import type { Session, Sessions } from '../sessions.ts';
import { settingsFor } from '../settings.ts';
import { absolutePaths, toLocation } from '../spans.ts';
import { tagCodes } from './tagProblems.ts';

const severities: { readonly [S in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Puts errors and findings of the last runs where they belong in the sources. */
export class Diagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('gradlens');
  readonly #extensionPath: string;
  readonly #subscriptions: readonly Disposable[];
  /** The diagnostics of each case by document. */
  readonly #placed = new Map<string, Map<string, Diagnostic[]>>();

  constructor(sessions: Sessions, extensionPath: string) {
    this.#extensionPath = extensionPath;
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
    const put = (findings: readonly Finding[], paths: readonly string[]) => {
      for (const finding of findings) {
        if (tagCodes.has(finding.code)) continue; // said while typing
        const place = toLocation(finding.span, paths);
        if (!place) continue;
        const key = place.uri.toString();
        now.set(key, [...(now.get(key) ?? []), this.#toDiagnostic(finding, place.range, paths)]);
      }
    };
    const isWanted = settingsFor(uri).problems;
    if (!isWanted) now.clear();
    else if (state.kind === 'done') put(state.done.result.diagnostics, state.done.paths);
    else if (state.kind === 'failed')
      put(state.failed.diagnostics, absolutePaths(state.failed.files, state.root));
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

  #toDiagnostic(finding: Finding, range: Range, paths: readonly string[]): Diagnostic {
    const { code, message, related, class: kind } = finding;
    const diagnostic = new Diagnostic(range, message, severities[shownSeverity(finding)]);
    diagnostic.source = 'GradLens';
    diagnostic.code = kind
      ? { value: code, target: Uri.file(join(this.#extensionPath, pageOf(kind))) }
      : code;
    diagnostic.relatedInformation = related.flatMap((other) => {
      const at = toLocation(other.span, paths);
      return at ? [new DiagnosticRelatedInformation(new Location(at.uri, at.range), other.message)] : [];
    });
    return diagnostic;
  }
}
