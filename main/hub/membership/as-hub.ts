import { sql } from 'kysely';
import { type Actor, HUB } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';

const setKind = (tx: HubTransaction, { kind, association }: Actor) =>
  sql`SELECT set_config('hpki.kind', ${kind}, true), set_config('hpki.association', ${association ?? ''}, true)`.execute(tx);

/**
 * A part of somebody's transaction in the name of the hub: what follows from what they did, and concerns associations and persons that are not theirs to see.
 * Nothing that it reads is told to them.
 */
export async function asHub<Done>(tx: HubTransaction, actor: Actor, work: () => Promise<Done>): Promise<Done> {
  await setKind(tx, HUB);
  const done = await work();
  await setKind(tx, actor);
  return done;
}
