// The words of a rule outside of a refusal: nothing fills their gaps.

/** `{}` stands for what a refusal names, a town or a date; where there is no refusal it becomes an ellipsis. */
export const withGaps = (text: string): string => text.replaceAll('{}', '…').replaceAll('….', '…');
