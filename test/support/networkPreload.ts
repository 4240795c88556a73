/* `node --import`: says on stderr which program runs, what it uses of the network, and the same of the Nodes that it starts. */
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { trapNetwork } from './networkTrap.ts';

const own = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--import', import.meta.url];
const plain = childProcess.spawn as (...all: unknown[]) => childProcess.ChildProcess;
childProcess.spawn = ((command: string, args: readonly string[] = [], ...rest: unknown[]) =>
  plain(
    command,
    /\bnode(\.exe)?$/.test(command) ? [...own, ...args] : args,
    ...rest,
  )) as typeof childProcess.spawn;
syncBuiltinESMExports();

const say = (text: string): unknown => process.stderr.write(`network trap: ${text}\n`);
trapNetwork(say);
say(`in ${basename(process.argv[1] ?? '')}`);
