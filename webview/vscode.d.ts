/** What VS Code gives to the script of a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Style sheets are bundled into one file, which stands beside the script. */
declare module '*.css';
