/** Why a number is what it is: findings with their class, guilty place, chain and repairs. Pure functions of a trace and its source. */
export type { Question } from './asked/targetAt.ts';
export { Evidence } from './evidence/evidence.ts';
export type { Target } from './evidence/target.ts';
export { explain, explainTarget, type Explanation } from './explain.ts';
export { explainLine, explainNumber, findingExplained, questionText } from './explainNumber.ts';
export { findingsOfClasses } from './findings.ts';
export { appliedTo, lineAfter } from './fixes/apply.ts';
export { fixesOf } from './fixes/index.ts';
export { Program, type SourceOf } from './program/program.ts';
export { explanationObject } from './explanationJson.ts';
export { explanationText } from './explanationText.ts';
