/* How close the gradient check looks: its tolerance, and the steps of its differences. */

/** Largest relative disagreement of a gradient with differences that counts as agreement. */
export const TOLERANCE = 1e-6;
/** Steps along a direction, from the widest. */
export const STEPS = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
/** Steps for functions that are too steep for those. */
export const FINE_STEPS = [1e-9, 1e-10, 1e-11, 1e-12];
export const SMALLEST_STEP = STEPS.at(-1)!;
/** Points of a central difference of fourth order, in steps: (8·(f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h. */
export const STENCIL = [-2, -1, 1, 2];
