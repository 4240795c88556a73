/** Equations of a case that JSON has unless told otherwise; and so many guards, and cuts. */
export const mostEquations = 100_000;
