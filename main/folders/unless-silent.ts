/** A share whose server is gone may answer after minutes, or never. Milliseconds. */
const SILENT_MS = 20_000;
/** Event of a folder that answers little by little. */
export const SIGN = 'sign';

/**
 * What a folder answers, or, where it does not for so long, the error that `silent` makes; the question itself goes on, since nobody can take it back.
 * @param ended waits no longer
 * @param signs tells by an event `SIGN` of each part of the answer, from which the while begins anew
 */
export async function unlessSilent<T>(answer: Promise<T>, silent: () => Error, ended?: AbortSignal, signs?: EventTarget): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const told = () => silence.reject(silent());
  const timer = setTimeout(told, SILENT_MS).unref();
  const heard = () => void timer.refresh();
  signs?.addEventListener(SIGN, heard);
  ended?.addEventListener('abort', told);
  if (ended?.aborted) told();
  try {
    return await Promise.race([answer, silence.promise]);
  } finally {
    clearTimeout(timer);
    signs?.removeEventListener(SIGN, heard);
    ended?.removeEventListener('abort', told);
  }
}

/** Folders of questions that were given up and go on: each of them holds one of the few threads that all files are read by. */
const unanswered = new Set<{ readonly folder: string }>();

/** As `unlessSilent`, and asks nothing of a folder that still owes an answer: it is as silent as it was. */
export async function askFolder<T>(folder: string, ask: () => Promise<T>, silent: () => Error, ended?: AbortSignal): Promise<T> {
  if (ended?.aborted || [...unanswered].some((question) => question.folder === folder)) throw silent();
  const answer = ask();
  const givenUp = (): Error => {
    const question = { folder };
    unanswered.add(question);
    const answered = () => void unanswered.delete(question);
    answer.then(answered, answered);
    return silent();
  };
  return unlessSilent(answer, givenUp, ended);
}
