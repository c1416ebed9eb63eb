/** Of the minutes on the clock, those of a week of 40 hours. */
export const workingShare = 40 / 168;
