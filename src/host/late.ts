/*
 * What makes runs, shows them and explains them. The extension starts without it: it is a file of its own, which is loaded when there is
 * a run to make or to show; so is what reads sources, see `loadSyntax`.
 */

export const loadDone = () => import(/* webpackChunkName: "runs" */ './done.ts');
export const loadRunner = () => import(/* webpackChunkName: "runs" */ '../runner/parent/runner.ts');
export const loadTrials = () => import(/* webpackChunkName: "runs" */ '../runner/parent/tryFixes.ts');
export const loadMarks = () => import(/* webpackChunkName: "runs" */ '../mark/index.ts');
