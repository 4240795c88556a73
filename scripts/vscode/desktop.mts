// Desktop VS Code: the one that is installed, or else a download that is kept.
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cache, hasDisplay, progress } from './tools.mts';

/** Programs of an installed VS Code. On Linux the `code` on the PATH is a script beside the program's folder. */
function* candidates(): Generator<string> {
  const { PATH = '', LOCALAPPDATA = '', ProgramFiles = '' } = process.env;
  for (const folder of PATH.split(delimiter)) {
    const script = join(folder, 'code');
    if (process.platform === 'linux' && existsSync(script))
      yield join(dirname(dirname(realpathSync(script))), 'code');
  }
  for (const name of ['Code', 'Electron'])
    yield join('/Applications/Visual Studio Code.app/Contents/MacOS', name);
  yield join(LOCALAPPDATA, 'Programs/Microsoft VS Code/Code.exe');
  yield join(ProgramFiles, 'Microsoft VS Code/Code.exe');
}

/**
 * The program of desktop VS Code, or undefined where it can be neither shown, found nor downloaded, or where `GRADLENS_VSCODE` asks
 * for a release from npm: `server`, `oldest`.
 */
export async function findDesktop(): Promise<string | undefined> {
  if (!hasDisplay || process.env.GRADLENS_VSCODE) return undefined;
  const installed = candidates().find((path) => existsSync(path));
  if (installed) return installed;
  progress('no VS Code found; asking for a download');
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(cache, 'desktop') });
  } catch (error) {
    progress(`VS Code cannot be downloaded (${(error as Error).message}); using the one from npm`);
    return undefined;
  }
}
