/** Temporary folders of the tests of one file; setup.ts removes them. */
export const folders: string[] = [];
