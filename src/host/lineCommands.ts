import { commands, Selection, window } from 'vscode';
import { defaults, settingsFor, writeSetting } from './settings.ts';

/** The commands of what stands at the ends of lines. */
export function lineCommands() {
  /** What is shown when it is toggled on. */
  let shown = defaults['lines.show'];
  return {
    toggleLines: async () => {
      const now = settingsFor()['lines.show'];
      if (now !== 'off') shown = now;
      await writeSetting('lines.show', now === 'off' ? shown : 'off');
    },
    toggleTint: () => writeSetting('tint', !settingsFor().tint),
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
