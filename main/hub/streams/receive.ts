import { type ReadSet, readSet } from '../../exchange/events/read.ts';
import { SetError } from '../../exchange/events/set-error.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import type { HubParts } from '../parts.ts';
import { HUB } from '../store/actor.ts';
import { append, audiencesOf, EVERYBODY } from './append.ts';

const denied = (description: string) => new SetError('access_denied', description);

/** An association tells of its own rows and its own people, nobody else's. @throws SetError access_denied */
async function requireOwn({ store }: HubParts, caller: Caller, { payload, claims: { sub_id } }: ReadSet): Promise<void> {
  if (caller.kind !== 'association') return;
  if ('association' in payload && payload['association'] !== caller.association) throw denied('it tells of another association');
  const registration = sub_id.format === 'doctor' ? sub_id.registration : '';
  const row = await store.within(actorOf(caller), (tx) =>
    tx
      .selectFrom('membership')
      .select('id')
      .where('registration', '=', registration)
      .where('association', '=', caller.association!)
      .executeTakeFirst(),
  );
  if (!row) throw denied('the person is not of this association');
}

/**
 * Takes one SET from a client: signed by a key of this very client, of a type that its kind may tell, about whom it may tell. What was taken before is
 * taken again without effect.
 * @throws SetError by RFC 8935 section 2.4
 */
export async function receive(parts: HubParts, caller: Caller, token: string): Promise<void> {
  const { store, url, clients } = parts;
  const keysOf = async (issuer: string) => (clients.clientOf(issuer) === caller.client ? clients.keysOf(caller.client) : null);
  const set = await readSet(token, keysOf, { audience: url, now: store.now() });
  const { type, claims } = set;
  // What the hub tells it signs itself.
  if (caller.kind === 'hub' || !type.tellers.some((teller) => teller === caller.kind)) throw denied(`such events are not the word of ${caller.kind}`);
  await requireOwn(parts, caller, set);
  const registration = claims.sub_id.format === 'doctor' ? claims.sub_id.registration : null;
  await store.within(HUB, async (tx) => {
    const audiences = registration === null ? [EVERYBODY] : await audiencesOf(tx, registration);
    await append(tx, { feed: type.feed, issuer: claims.iss, jti: claims.jti, registration, token, audiences });
  });
}
