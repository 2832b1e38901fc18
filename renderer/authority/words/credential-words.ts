import { knownKey, type Translate } from '../../words/translate.ts';

/** Kinds of objects, in the order in which a person's page shows them. */
export const KINDS = ['application', 'order', 'card', 'certificate'] as const;
export type Kind = (typeof KINDS)[number];

/** Areas of words whose ids come from the program. */
export type Area =
  | 'kind'
  | 'channel'
  | 'closed'
  | 'condition'
  | 'evidence'
  | 'identity'
  | 'item'
  | 'letter'
  | 'procedure'
  | 'refusal'
  | 'revocation-reason'
  | 'retention'
  | 'role'
  | 'usage';

function said(keys: readonly string[], fallback: string, t: Translate): string {
  const key = keys.map((one) => knownKey(`credentials.${one}`)).find((found) => found !== null);
  return key ? t(key) : fallback;
}

/** Words of an id; one that has none stays as it is, so that nothing is ever hidden. */
export const wordOf = (area: Area, id: string, t: Translate): string => said([`${area}.${id}`], id, t);

/** What something is about: the reason that was given, the cause of a stop, or the procedure it came from. */
export const causeWords = (id: string, t: Translate): string => said([`cause.${id}`, `procedure.${id}`], id, t);

/** What a state is called; that of a revocation that was asked for says that it waits. */
export const stateWords = (kind: Kind, state: string, t: Translate): string =>
  said([`screen.state.${kind}.${state}`, `state.${kind}.${state}`], state, t);

/** What a step is called. Without the kind of its object (a proposal), the first kind that has it. */
export const transitionWords = (kind: Kind | null, transition: string, t: Translate): string =>
  said([...(kind ? [kind] : KINDS).map((one) => `transition.${one}.${transition}`), `screen.step.${transition}`], transition, t);

/** Numbers of objects begin with a letter of their kind: `C26-0000123` is a card. */
const LETTERS: Readonly<Record<string, Kind>> = { A: 'application', O: 'order', C: 'card', T: 'certificate' };
export const kindOf = (object: string): Kind | null => LETTERS[object.charAt(0)] ?? null;

/** What lay before whoever did it; at the telephone, what was asked. */
export const evidenceWords = (evidence: readonly string[], t: Translate): string =>
  listed(
    evidence.map((id) => said([`evidence.${id}`, `screen.stop.check.${id}`], id, t)),
    t,
  );

/** The event that is sent, by its name with dots: `card.held`. */
export const eventWords = (event: string, t: Translate): string => said([`event.${event.replaceAll('.', '-')}`], event, t);

/** What is waited for; a queue is a step with the kind of its object before it. */
export const queueWords = (queue: string, t: Translate): string =>
  said([`queue.${queue}`, ...KINDS.map((kind) => `queue.${kind}-${queue}`)], queue, t);

/** Words joined as a list of the language; empty without any. */
export const listed = (words: readonly string[], t: Translate): string =>
  words.length === 0 ? '' : words.reduce((first, rest) => t('frame.list', { first, rest }));

/** Which documents prove who somebody is, as a sentence. */
export const identityWords = (documents: readonly string[], t: Translate): string =>
  t('credentials.screen.identity-accepted', {
    documents: listed(
      documents.map((id) => wordOf('identity', id, t)),
      t,
    ),
  });

/** What is lacking for a step: roles, conditions or evidence. */
export const lackingWords = (lacking: readonly string[], t: Translate): string =>
  listed(
    lacking.map((id) => said([`condition.${id}`, `evidence.${id}`, `role.${id}`], id, t)),
    t,
  );

/** Why something is refused, with what is lacking. */
export function refusalWords(because: string, lacking: readonly string[], t: Translate): string {
  const sentence = wordOf('refusal', because, t);
  return lacking.length === 0 ? sentence : t('credentials.screen.refused-lacking', { sentence, lacking: lackingWords(lacking, t) });
}
