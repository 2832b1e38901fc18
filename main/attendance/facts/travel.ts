import { timingSafeEqual } from 'node:crypto';
import { bodyText, commitmentOf, factHash } from './chain.ts';
import type { FactBody, FactPayload, KnownFact, TravellingFact } from './fact.ts';
import { factBody, travellingFact } from './schema.ts';

/** A fact as it goes to another station. */
export const travelling = ({ hash, body, payload }: KnownFact): TravellingFact => ({ hash, body: bodyText(body), payload });

/** A fact from elsewhere that is what it says. */
export interface ArrivedFact {
  readonly hash: string;
  readonly text: string;
  readonly body: FactBody;
  readonly payload: FactPayload | null;
}

/** Whether a payload is the one that its body was written for. */
export const commits = (body: FactBody, payload: FactPayload): boolean =>
  timingSafeEqual(Buffer.from(commitmentOf(payload), 'hex'), Buffer.from(body.commitment, 'hex'));

/** The body of a text, or `null` when the text is not canonical JSON of exactly a body. */
export function bodyOf(text: string): FactBody | null {
  try {
    const { data } = factBody.safeParse(JSON.parse(text));
    return data && bodyText(data) === text ? data : null;
  } catch {
    return null;
  }
}

/** The fact, or `null` when its form, hash or commitment is wrong. */
export function arrived(fact: unknown): ArrivedFact | null {
  const { data } = travellingFact.safeParse(fact);
  if (!data || factHash(data.body) !== data.hash) return null;
  const body = bodyOf(data.body);
  if (!body || (data.payload && !commits(body, data.payload))) return null;
  return { hash: data.hash, text: data.body, body, payload: data.payload };
}
