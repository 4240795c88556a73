/** See `late.ts`: explanations are in the same file. */
export const loadAnswers = () => import(/* webpackChunkName: "runs" */ './answer.ts');
