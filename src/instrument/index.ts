/** Source text in, instrumented JavaScript and its table of sites out. Pure: no file, no process. */
export { listCases, readMarks } from './cases/cases.ts';
export * from './cases/look.ts';
export { parametersOf } from './cases/parameters.ts';
export { InstrumentError } from './error.ts';
export { instrument } from './instrument.ts';
export type { CaseDeclaration, Instrumented, InstrumentOptions, TagProblem } from './options.ts';
export { placesOf } from './places.ts';
