const TOLERANCE = 1e-9;

/** Whether units are a whole number of steps; decimal fractions such as 0.3 in steps of 0.1 count as what they are meant to be. */
export const isWholeNumberOf = (step: number, units: number): boolean => Math.abs(units / step - Math.round(units / step)) < TOLERANCE;

const DECIMALS = 1e6;

/** A sum of units without the traces of binary fractions. */
export const exactUnits = (units: number): number => Math.round(units * DECIMALS) / DECIMALS;
