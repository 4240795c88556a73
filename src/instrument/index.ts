/** Source text in, instrumented JavaScript and its table of sites out. Pure: no file, no process. */
export { listCases, readMarks } from './cases/cases.ts';
export * from './cases/look.ts';
export type { Expression } from './cases/pointed.ts';
export type { TagInput } from './cases/tagInput.ts';
export { tagValues, type TagValue } from './cases/tagValues.ts';
export { parametersOf } from './cases/parameters.ts';
export { InstrumentError } from './error.ts';
export { instrument } from './instrument.ts';
export type { CaseDeclaration, Instrumented, InstrumentOptions, TagProblem } from './options.ts';
export { placesOf } from './places.ts';
