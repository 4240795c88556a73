import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment } from '../../src/runner/parent/launch.ts';
import { nodeAt, NodeError } from '../../src/runner/parent/nodeProgram.ts';
import { folder } from '../cli/gradlens.ts';

describe('the environment of user code', () => {
  const kept = ['PATH', 'HOME', 'LANG', 'NODE_ENV', 'KEYBOARD', 'AUTHOR', 'MONKEY', 'SECRETARY', 'DEBUG'];
  const left = [
    ...['GITHUB_TOKEN', 'NPM_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'OPENAI_API_KEY'],
    ...['DB_PASSWORD', 'SSH_AUTH_SOCK', 'VSCODE_IPC_HOOK_CLI', 'ELECTRON_RUN_AS_NODE', 'GPG_AGENT_INFO'],
    ...['npm_config_//registry.example/:_authToken', 'DOCKER_HOST', 'NODE_OPTIONS', 'NODE_V8_COVERAGE'],
  ];
  const env = Object.fromEntries([...kept, ...left].map((name) => [name, 'x']));

  it('has no tokens, agents, handles of an editor, and nothing that changes its Node', () => {
    expect(Object.keys(environment(env, []))).toEqual(kept);
  });

  it('has those that are named, but never options of Node', () => {
    const passed = ['GITHUB_TOKEN', 'SSH_AUTH_SOCK', 'NODE_OPTIONS'];
    expect(Object.keys(environment(env, passed))).toEqual([...kept, 'GITHUB_TOKEN', 'SSH_AUTH_SOCK']);
  });
});

describe('the Node that runs user code', () => {
  it('is asked for its version', async () => {
    expect(await nodeAt(process.execPath)).toEqual({
      path: process.execPath,
      version: process.versions.node,
    });
  });

  it.each([
    ['is missing', '', /cannot be run \(ENOENT\)/],
    ['is no Node', '#!/bin/sh\necho hello\n', /is not a Node/],
    ['fails', '#!/bin/sh\nexit 9\n', /cannot be run$/],
    ['is too old', '#!/bin/sh\necho v20.1.0\n', /is Node\.js 20\.1\.0, and 22\.15 or newer is needed/],
    ['is nearly new enough', '#!/bin/sh\necho v22.14.9\n', /22\.15 or newer is needed/],
  ])('is refused where it %s', async (_, script, why) => {
    const path = join(folder({}), 'node');
    if (script !== '') writeFileSync(path, script, { mode: 0o755 });
    const refusal: unknown = await nodeAt(path).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NodeError);
    expect((refusal as NodeError).message).toMatch(why);
    expect((refusal as NodeError).message).toContain(path);
  });
});
