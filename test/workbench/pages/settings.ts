/** Settings of every editor under test. */
export const usual: Readonly<Record<string, unknown>> = {
  'workbench.colorTheme': 'Default Dark Modern',
  'security.workspace.trust.startupPrompt': 'never',
  'files.exclude': { node_modules: true },
};
