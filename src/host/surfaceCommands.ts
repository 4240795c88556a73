import { commands, Selection, window } from 'vscode';
import { defaults, settingsFor, writeSetting } from './settings.ts';

function toggle(name: 'tint' | 'hover' | 'codeLens' | 'problems'): Promise<void> {
  return writeSetting(name, !settingsFor()[name]);
}

/** The commands that show and hide what stands in the code. */
export function surfaceCommands() {
  /** What is shown when it is toggled on. */
  let shown = defaults['lines.show'];
  return {
    toggleLines: async () => {
      const now = settingsFor()['lines.show'];
      if (now !== 'off') shown = now;
      await writeSetting('lines.show', now === 'off' ? shown : 'off');
    },
    toggleTint: () => toggle('tint'),
    toggleHover: () => toggle('hover'),
    toggleCodeLens: () => toggle('codeLens'),
    toggleProblems: () => toggle('problems'),
    /** What stands at the end of the cursor's line as a hover, which screen readers read. */
    peekLine: async () => {
      const editor = window.activeTextEditor;
      if (!editor) return;
      const { end } = editor.document.lineAt(editor.selection.active.line).range;
      editor.selection = new Selection(end, end);
      await commands.executeCommand('editor.action.showHover', { focus: 'autoFocusImmediately' });
    },
  };
}
