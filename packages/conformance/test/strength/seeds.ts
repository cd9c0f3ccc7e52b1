/** The seeds at which foreign implementations are judged and the drawing is measured. */
export const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
