/** Evidence of facts that give a temporary card to somebody: from such a fact on the card stands for that person at this seminar, on every station. */
export const TEMPORARY = 'temporary-card' as const;
