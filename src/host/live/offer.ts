import { ConfigurationTarget, workspace, type Memento } from 'vscode';
import { settingsFor } from '../settings.ts';

const asked = 'traceOn.asked';

/** Asks once a workspace, in the panel, whether traced functions are to run again when they are saved. */
export class Offer {
  readonly #memory: Memento;

  /** @param memory what is remembered of the workspace */
  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Nobody has chosen yet, here or in the settings. */
  get isOpen(): boolean {
    if (this.#memory.get(asked, false)) return false;
    const chosen = workspace.getConfiguration('gradlens').inspect('traceOn');
    return (
      settingsFor().traceOn === 'command' &&
      chosen?.globalValue === undefined &&
      chosen?.workspaceValue === undefined
    );
  }

  /** Takes an answer: it holds for the workspace; without one, for the user. */
  async answer(isWanted: boolean): Promise<void> {
    await this.#memory.update(asked, true);
    if (!isWanted) return;
    const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
    await workspace.getConfiguration('gradlens').update('traceOn', 'save', target);
  }
}
