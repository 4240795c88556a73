import assert from 'node:assert/strict';
import dns from 'node:dns';
import { runInThisContext } from 'node:vm';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { trapNetwork } from '../support/networkTrap.ts';
import { findings, openSource, trace } from './tracing.ts';
import type { Source } from './tracing.ts';

const text = `/** @trace f(2) */
export function f(x: number): number {
  return Math.sqrt(x - 3) * x;
}
`;

describe('the network', () => {
  let source: Source;
  /** What the extension's code used of it. */
  const used: string[] = [];
  let free: () => void;

  before(async () => {
    free = trapNetwork((what) => {
      if (/dist[\\/]extension\.js/.test(new Error().stack!)) used.push(what);
    });
    source = await openSource('network.ts', text);
  });
  after(async () => {
    free();
    await source.close();
  });

  it('is not used by the extension: not to trace, to check, to explain, to show', async () => {
    await trace(source.uri);
    await vscode.commands.executeCommand('gradlens.check', source.uri);
    assert.ok(findings(source.uri).length > 0, 'NaN is found');
    await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      source.uri,
      new vscode.Position(2, 30),
    );
    await vscode.commands.executeCommand('gradlens.showBackward', source.uri);
    assert.deepEqual(used, []);
  });

  it('would be seen', async () => {
    const ask = runInThisContext("(dns) => dns.promises.lookup('localhost')", {
      filename: '/installed/dist/extension.js',
    }) as (module: typeof dns) => Promise<unknown>;
    await ask(dns);
    assert.deepEqual(used, ['dns.promises.lookup']);
  });
});
