/** Whose word counts. */
export type Decision = 'ours' | 'theirs';
